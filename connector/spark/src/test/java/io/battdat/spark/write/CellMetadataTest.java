package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the battery metadata of cells comes from, and what becomes of that which is there. */
@ExtendWith(SharedSpark.class)
class CellMetadataTest {
    @TempDir
    private Path directory;

    private BatteryMetadata metadata(String file, String prefix) throws IOException {
        try (BattdatFile opened = BattdatFile.open(directory.resolve(file))) {
            return opened.metadata(prefix);
        }
    }

    private BatteryMetadata metadata(String file) throws IOException {
        return metadata(file, BattdatFile.ROOT);
    }

    private void save(Dataset<Row> rows, String... options) {
        var writer = Saved.byCell(rows).mode("append");
        for (int i = 0; i < options.length; i += 2) {
            writer.option(options[i], options[i + 1]);
        }
        writer.save(directory.toString());
    }

    /** With column {@code battery}, in which {@code $} stands for the cell's name. */
    private static Dataset<Row> described(SparkSession spark, String json, String... cells) {
        return Saved.cells(spark, 3.0, cells)
                .withColumn("battery", functions.expr("replace('" + json + "', '$', cell)"));
    }

    @Test
    void aColumnHoldsTheMetadataOfEachCell(SparkSession spark) throws IOException {
        save(
                described(spark, "{\"name\": \"$\", \"comments\": \"of $\", \"x_own\": [1, 2.50]}", "A", "B"),
                "metadataColumn",
                "battery");

        assertThat(metadata("A.h5").comments()).contains("of A");
        assertThat(metadata("B.h5").comments()).contains("of B");
        assertThat(metadata("B.h5").toJson()).contains("\"x_own\":[1,2.50]");
        assertThat(Saved.read(spark, directory).columns()).doesNotContain("battery");
        assertThat(Saved.read(spark, directory).count()).isEqualTo(4);
    }

    @Test
    void aCellIsCalledAsItsColumnSaysWhateverItsMetadataSays(SparkSession spark) throws IOException {
        save(described(spark, "{\"name\": \"other\"}", "A"), "metadataColumn", "battery");

        assertThat(Saved.rows(Saved.read(spark, directory), "cell")).containsExactly("A", "A");
        assertThat(metadata("A.h5", "A").name()).contains("other");
    }

    @Test
    void cellsWithoutMetadataGetThatOfAll(SparkSession spark) throws IOException {
        Dataset<Row> rows = described(spark, "{\"comments\": \"of $\"}", "A", "B")
                .withColumn("battery", functions.expr("if(cell = 'A', battery, null)"));
        save(rows, "metadataColumn", "battery", "metadata", "{\"comments\": \"of all\"}");

        assertThat(metadata("A.h5").comments()).contains("of A");
        assertThat(metadata("B.h5").comments()).contains("of all");
        assertThat(Saved.rows(Saved.read(spark, directory).distinct().orderBy("cell", "test_time"), "cell"))
                .containsExactly("A", "A", "B", "B");
    }

    @Test
    void filesWithoutCellsHaveTheMetadataOfAll(SparkSession spark) throws IOException {
        Saved.cells(spark, 3.0, "A")
                .write()
                .format("battdat")
                .option("metadata", "{\"name\": \"lab 1\"}")
                .mode("append")
                .save(directory.toString());

        assertThat(metadata(Saved.files(directory).get(0)).name()).contains("lab 1");
    }

    @Test
    void anOptionHoldsTheMetadataOfCells(SparkSession spark) throws IOException {
        String json = "{\"A\": {\"comments\": \"of A\", \"x_number\": 1.2300}, \"Z\": {}}";
        save(Saved.cells(spark, 3.0, "A", "B"), "cellMetadata", json);
        Path file = Files.writeString(directory.resolve("_cells.json"), json.replace("of A", "from a file"));
        save(Saved.cells(spark, 3.0, "A", "C"), "cellMetadata", file.toString());

        assertThat(metadata("A.h5").comments()).contains("from a file");
        assertThat(metadata("A.h5").name()).contains("A");
        assertThat(metadata("A.h5").toJson()).contains("\"x_number\":1.2300");
        assertThat(metadata("B.h5").comments()).isEmpty();
        assertThat(Saved.files(directory)).containsExactly("A.h5", "B.h5", "C.h5");
    }

    @Test
    void cellsOfAFileKeepTheirMetadataApart(SparkSession spark) throws IOException {
        save(
                described(spark, "{\"comments\": \"of $\"}", "A", "B").coalesce(1),
                "metadataColumn",
                "battery",
                "layout",
                "prefix-per-cell",
                "metadata",
                "{\"comments\": \"of all\"}");

        for (String file : Saved.files(directory)) {
            assertThat(metadata(file).comments()).contains("of all");
            try (BattdatFile opened = BattdatFile.open(directory.resolve(file))) {
                for (String cell : opened.prefixes()) {
                    assertThat(opened.metadata(cell).comments()).contains("of " + cell);
                }
            }
        }
    }

    @Test
    void appendedRowsReplaceMetadataOnlyWithTheirOwn(SparkSession spark) throws IOException {
        save(described(spark, "{\"name\": \"$\", \"comments\": \"first\"}", "A", "B"), "metadataColumn", "battery");

        save(Saved.cells(spark, 4.0, "A", "B"), "metadata", "{\"comments\": \"of all\"}");
        assertThat(metadata("A.h5").comments()).contains("first");

        save(described(spark, "{\"comments\": \"second\"}", "A"), "metadataColumn", "battery");
        assertThat(metadata("A.h5").comments()).contains("second");
        assertThat(metadata("A.h5").name()).as("the cell keeps its name").contains("A");
        assertThat(metadata("B.h5").comments()).contains("first");
        assertThat(Saved.files(directory)).containsExactly("A.h5", "B.h5");

        assertThatThrownBy(() -> save(described(spark, "{\"name\": \"C\"}", "A"), "metadataColumn", "battery"))
                .hasMessageContaining(
                        "cell A: its new battery metadata is named C, so that the cell would lose its name"
                                + " in A.h5. Make name \"A\", or leave it out");
    }

    @ParameterizedTest
    @CsvSource({"'{\"comments\": \"other\"}'", "NULL"})
    void twoMetadataOfACellAreAnError(String other, SparkSession spark) {
        Dataset<Row> rows = described(spark, "{\"comments\": \"of $\"}", "A", "B")
                .withColumn(
                        "battery",
                        functions
                                .when(
                                        functions.expr("cell = 'B' and test_time = 1"),
                                        functions.lit("NULL".equals(other) ? null : other))
                                .otherwise(functions.col("battery")));

        assertThatThrownBy(() -> save(rows.repartition(2, functions.col("test_time")), "metadataColumn", "battery"))
                .hasMessageContaining("cell B: its rows have different battery metadata in column battery: ")
                .hasMessageContaining("{\"comments\": \"of B\"}")
                .hasMessageContaining("NULL".equals(other) ? "null" : other)
                .hasMessageContaining("make the column the same in all of its rows");
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata       | [1]                  | option metadata: ",
                "metadata       | {\"name\":           | option metadata: ",
                "cellMetadata   | [1]                  | option cellMetadata: expected a JSON object with the battery metadata",
                "cellMetadata   | {\"A\": [1]}         | option cellMetadata, cell A: ",
                "cellMetadata   | {\"A\": {}, \"A\": {}} | option cellMetadata: this is not JSON: ",
                "cellMetadata   | {\"A\": {}} x        | option cellMetadata: this is not JSON: ",
                "cellMetadata   | /no/such/cells.json  | option cellMetadata, file /no/such/cells.json: there is no such file",
                "metadataColumn | nowhere              | option metadataColumn: there is no column nowhere",
                "metadataColumn | voltage              | option metadataColumn: column voltage is double. It must be a string",
                "metadataColumn | cell                 | options cellColumn and metadataColumn both name column cell"
            })
    void metadataThatIsNoneIsAnErrorBeforeTheJob(String option, String value, String message, SparkSession spark) {
        assertThatThrownBy(() -> save(Saved.cells(spark, 3.0, "A"), option, value))
                .isInstanceOf(BattdatException.class)
                .hasMessageStartingWith(message);
        assertThat(directory).isEmptyDirectory();
    }

    /** HDF5 has no attributes of this size in the form that PyTables writes by default. */
    @ParameterizedTest
    @ValueSource(strings = {"file-per-cell", "prefix-per-cell"})
    void metadataMayBeLargerThan64KiB(String layout, SparkSession spark) throws IOException {
        String large = "é".repeat(100_000);
        save(
                described(spark, "{\"name\": \"$\", \"comments\": \"" + large + "\"}", "A"),
                "metadataColumn",
                "battery",
                "layout",
                layout);

        String file = Saved.files(directory).get(0);
        String prefix = layout.equals("file-per-cell") ? BattdatFile.ROOT : "A";
        assertThat(metadata(file, prefix).comments()).contains(large);
        Saved.byCell(Saved.cells(spark, 4.0, "A")).mode("append").save(directory.toString());
        assertThat(metadata(file, prefix).comments()).contains(large);
        assertThat(Saved.read(spark, directory).count()).isEqualTo(4);
    }

    @Test
    void metadataInAColumnMustBeAnObject(SparkSession spark) {
        assertThatThrownBy(() -> save(described(spark, "[\"$\"]", "A"), "metadataColumn", "battery"))
                .hasMessageContaining("cell A, column battery: ");
    }

    /** A row of 16 bytes with 4 KiB of metadata: shuffled with each row, it would be 80 MB. */
    @Test
    void metadataIsSentOnceForEachCell(SparkSession spark) throws Exception {
        AtomicLong shuffled = new AtomicLong();
        AtomicLong written = new AtomicLong();
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd event) {
                shuffled.addAndGet(event.taskMetrics().shuffleReadMetrics().totalBytesRead());
                written.addAndGet(event.taskMetrics().outputMetrics().recordsWritten());
            }
        };
        // hashes, since a text that repeats would be compressed away
        Dataset<Row> rows = spark.range(0, 20_000, 1, 2)
                .selectExpr("concat('c', id % 100) AS cell", "CAST(id AS DOUBLE) AS test_time")
                .withColumn(
                        "battery",
                        functions.expr(
                                "concat('{\"comments\": \"',"
                                        + " array_join(transform(sequence(1, 32), i -> sha2(concat(cell, i), 512)), ''), '\"}')"));
        spark.sparkContext().addSparkListener(listener);
        try {
            save(rows, "metadataColumn", "battery");
            spark.sparkContext().listenerBus().waitUntilEmpty(60_000);
        } finally {
            spark.sparkContext().removeSparkListener(listener);
        }

        assertThat(metadata("c37.h5").comments().orElseThrow()).hasSize(32 * 128);
        assertThat(shuffled.get()).isPositive().isLessThan(4_000_000);
        assertThat(written.get())
                .as("rows that bring metadata are none of the table")
                .isEqualTo(20_000);
        assertThat(Saved.read(spark, directory).count()).isEqualTo(20_000);
    }
}

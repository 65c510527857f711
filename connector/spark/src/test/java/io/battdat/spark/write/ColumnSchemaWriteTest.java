package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.metadata.ColumnInfo;
import io.battdat.metadata.ColumnSchema;
import io.battdat.metadata.DataType;
import io.battdat.metadata.StandardSchemas;
import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the columns of a table that is written mean. */
@ExtendWith(SharedSpark.class)
class ColumnSchemaWriteTest {
    @TempDir
    private Path directory;

    private ColumnSchema save(Dataset<Row> rows, String... options) throws IOException {
        var writer = Saved.byCell(rows).mode("append");
        String table = "raw_data";
        for (int i = 0; i < options.length; i += 2) {
            writer.option(options[i], options[i + 1]);
            table = options[i].equals("table") ? options[i + 1] : table;
        }
        writer.save(directory.toString());
        return schema(table);
    }

    private ColumnSchema schema(String table) throws IOException {
        try (BattdatFile file = BattdatFile.open(directory.resolve("A.h5"))) {
            return file.columnSchema("/", table).orElseThrow();
        }
    }

    private static Dataset<Row> described(Dataset<Row> rows, String column, String metadata) {
        return rows.withColumn(column, functions.col(column).as(column, Metadata.fromJson(metadata)));
    }

    @Test
    void battdatsOwnSchemaIsTheDefault(SparkSession spark) throws IOException {
        ColumnSchema schema = save(Saved.cells(spark, 3.0, "A"));

        assertThat(schema).isEqualTo(StandardSchemas.forTable("raw_data").orElseThrow());
        assertThat(schema.column("voltage").orElseThrow().units()).contains("V");
    }

    @Test
    void columnsThatBattdatDoesNotKnowAreAddedToIt(SparkSession spark) throws IOException {
        ColumnSchema schema = save(Saved.cells(spark, 3.0, "A")
                .selectExpr("*", "1 AS step_name", "'x' AS operator", "array(1.5D) AS gain", "true AS ok"));

        assertThat(schema.declaredColumns())
                .isEqualTo(StandardSchemas.forTable("raw_data").orElseThrow().declaredColumns());
        assertThat(schema.column("step_name").orElseThrow()).isEqualTo(ColumnInfo.of(DataType.INTEGER, ""));
        assertThat(schema.column("operator").orElseThrow().type()).isEqualTo(DataType.OTHER);
        assertThat(schema.column("gain").orElseThrow().type()).isEqualTo(DataType.FLOAT);
        assertThat(schema.column("ok").orElseThrow().type()).isEqualTo(DataType.OTHER);
    }

    @Test
    void aTableOfAnotherNameHasTheColumnsThatItHas(SparkSession spark) throws IOException {
        ColumnSchema schema = save(Saved.cells(spark, 3.0, "A"), "table", "my_table");

        assertThat(schema.declaredColumns()).isEmpty();
        assertThat(schema.column("voltage").orElseThrow().units()).isEmpty();
        assertThat(schema.column("test_time").orElseThrow()).isEqualTo(ColumnInfo.of(DataType.FLOAT, ""));
    }

    @Test
    void commentsAndMetadataOfColumnsAreWritten(SparkSession spark) throws IOException {
        Dataset<Row> rows = Saved.cells(spark, 3.0, "A").selectExpr("*", "1.5D AS pressure", "2.5D AS humidity");
        rows = described(
                rows, "pressure", "{\"description\": \"Of the stack\", \"units\": \"kPa\", \"monotonic\": true}");
        rows = described(rows, "humidity", "{\"comment\": \"In the room\"}");
        rows = described(rows, "voltage", "{\"comment\": \"At the clamps\"}");

        ColumnSchema schema = save(rows);

        ColumnInfo pressure = schema.column("pressure").orElseThrow();
        assertThat(pressure.description()).isEqualTo("Of the stack");
        assertThat(pressure.units()).contains("kPa");
        assertThat(pressure.monotonic()).isTrue();
        assertThat(schema.column("humidity").orElseThrow().description()).isEqualTo("In the room");
        assertThat(schema.column("voltage").orElseThrow().description()).isEqualTo("At the clamps");
        assertThat(schema.column("voltage").orElseThrow().units())
                .as("still battdat's")
                .contains("V");
    }

    @Test
    void somebodyElsesMetadataOfThatNameIsLeftAlone(SparkSession spark) throws IOException {
        Dataset<Row> rows = described(
                Saved.cells(spark, 3.0, "A"), "voltage", "{\"description\": 5, \"units\": [1], \"monotonic\": \"x\"}");

        assertThat(save(rows).column("voltage"))
                .isEqualTo(StandardSchemas.forTable("raw_data").orElseThrow().column("voltage"));
    }

    @Test
    void whatIsReadIsWrittenAgainAlsoByOtherNames(SparkSession spark) throws IOException {
        ColumnSchema custom = ColumnSchema.builder()
                .addColumn(
                        "test_time",
                        new ColumnInfo(
                                true,
                                DataType.FLOAT,
                                "Since the start",
                                java.util.Optional.of("h"),
                                true,
                                java.util.Map.of()))
                .addColumn("voltage", ColumnInfo.of(DataType.FLOAT, "Measured"))
                .addColumn("elsewhere", ColumnInfo.of(DataType.OTHER, "Not in this table"))
                .build();
        save(Saved.cells(spark, 3.0, "A"), "columnSchema", custom.toJson());
        assertThat(schema("raw_data")).isEqualTo(custom);
        Path copy = directory.resolve("copy");

        Saved.byCell(Saved.read(spark, directory)).save(copy.toString());
        try (BattdatFile file = BattdatFile.open(copy.resolve("A.h5"))) {
            assertThat(file.columnSchema("/", "raw_data")).contains(custom);
        }

        Saved.byCell(Saved.read(spark, copy).withColumnRenamed("voltage", "u").where("test_time = 0"))
                .option("table", "first_rows")
                .mode("append")
                .save(copy.toString());
        try (BattdatFile file = BattdatFile.open(copy.resolve("A.h5"))) {
            ColumnSchema other = file.columnSchema("/", "first_rows").orElseThrow();
            assertThat(other.column("u").orElseThrow().description()).isEqualTo("Measured");
            assertThat(other.column("test_time").orElseThrow().units()).contains("h");
            assertThat(other.column("elsewhere")).as("of another table").isEmpty();
        }
    }

    @Test
    void anExtendedTableKeepsItsSchemaUnlessOneIsGiven(SparkSession spark) throws IOException {
        String first = ColumnSchema.builder()
                .addColumn("voltage", ColumnInfo.of(DataType.FLOAT, "first"))
                .build()
                .toJson();
        save(Saved.cells(spark, 3.0, "A"), "columnSchema", first);

        Dataset<Row> more = described(Saved.cells(spark, 4.0, "A"), "voltage", "{\"comment\": \"second\"}");
        assertThat(save(more).column("voltage").orElseThrow().description()).isEqualTo("first");
        assertThat(save(more, "columnSchema", first.replace("first", "third"))
                        .column("voltage")
                        .orElseThrow()
                        .description())
                .isEqualTo("third");
    }

    @Test
    void aSchemaThatIsNoneIsRefused(SparkSession spark) {
        for (String json : new String[] {"[]", "{\"voltage\": 5}", "{"}) {
            assertThatThrownBy(() -> save(Saved.cells(spark, 3.0, "A"), "columnSchema", json))
                    .isInstanceOf(BattdatException.class)
                    .hasMessageStartingWith("option columnSchema: ");
        }
        assertThat(directory).isEmptyDirectory();
    }
}

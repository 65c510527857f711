package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.hdf5.BattdatFile;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.GeneratedTable;
import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.TableFile;
import io.battdat.spark.testing.Warnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tables and rows that are added to the files of cells. */
@ExtendWith(SharedSpark.class)
class AppendedTablesTest {
    @TempDir
    private Path directory;

    private void append(Dataset<Row> rows, String table) {
        Saved.byCell(rows).option("table", table).mode("append").save(directory.toString());
    }

    private static Dataset<Row> cycles(SparkSession spark, String... cells) {
        return Saved.cells(spark, 3.0, cells)
                .selectExpr("cell", "CAST(test_time AS BIGINT) AS cycle_number", "voltage AS discharge_capacity");
    }

    private List<String> tables(String file) throws IOException {
        try (BattdatFile opened = BattdatFile.open(directory.resolve(file))) {
            return opened.tableNames().stream()
                    .map(BattdatFile.TableName::name)
                    .sorted()
                    .toList();
        }
    }

    private Dataset<Row> read(SparkSession spark, String table) {
        return spark.read()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("table", table)
                .load(directory.toString());
    }

    @Test
    void anotherTableGoesToTheSameFile(SparkSession spark) throws IOException {
        append(Saved.cells(spark, 3.0, "A", "B"), "raw_data");

        append(cycles(spark, "A", "B", "C"), "cycle_stats");

        assertThat(Saved.files(directory)).containsExactly("A.h5", "B.h5", "C.h5");
        assertThat(tables("A.h5")).containsExactly("cycle_stats", "raw_data");
        assertThat(tables("C.h5")).containsExactly("cycle_stats");
        assertThat(Saved.rows(read(spark, "cycle_stats").orderBy("cell", "cycle_number"), "cell", "cycle_number"))
                .containsExactly("A,0", "A,1", "B,0", "B,1", "C,0", "C,1");
        assertThat(Saved.rows(read(spark, "raw_data").orderBy("cell", "test_time"), "cell", "voltage"))
                .containsExactly("A,3.0", "A,3.1", "B,3.0", "B,3.1");
        assertThat(Saved.allFiles(directory)).containsExactly("A.h5", "B.h5", "C.h5", "_SUCCESS");
    }

    @Test
    void rowsExtendATable(SparkSession spark) throws IOException {
        append(Saved.cells(spark, 3.0, "A", "B"), "raw_data");
        byte[] untouched = Files.readAllBytes(directory.resolve("B.h5"));

        append(Saved.cells(spark, 4.0, "A"), "raw_data");

        assertThat(Saved.rows(
                        read(spark, "raw_data").where("cell = 'A'").orderBy("_metadata.row_index"),
                        "test_time",
                        "voltage"))
                .containsExactly("0.0,3.0", "1.0,3.1", "0.0,4.0", "1.0,4.1");
        assertThat(directory.resolve("B.h5")).hasBinaryContent(untouched);
    }

    @Test
    void extendingTakesTheTablesColumns(SparkSession spark) {
        append(Saved.cells(spark, 3.0, "A"), "raw_data");

        assertThatThrownBy(() -> append(Saved.cells(spark, 4.0, "A").drop("voltage"), "raw_data"))
                .hasMessageContaining(directory + "/A.h5")
                .hasMessageContaining("voltage");
        assertThatThrownBy(() -> append(
                        Saved.cells(spark, 4.0, "A")
                                .selectExpr("cell", "test_time", "CAST(voltage AS FLOAT) AS voltage"),
                        "raw_data"))
                .hasMessageContaining(directory + "/A.h5")
                .hasMessageContaining("column voltage");
        assertThat(Saved.rows(read(spark, "raw_data"), "voltage")).containsExactly("3.0", "3.1");
    }

    @Test
    void cellsAreFoundInFilesOfOtherNames(SparkSession spark) throws IOException {
        TableFile.write(directory.resolve("some file.h5"), GeneratedTable.numbered(5, 5, 1)); // its cell is "generated"

        append(cycles(spark, "generated"), "cycle_stats");

        assertThat(Saved.files(directory)).containsExactly("some file.h5");
        assertThat(tables("some file.h5")).containsExactly("cycle_stats", "raw_data");
        assertThat(read(spark, "raw_data").count()).isEqualTo(5);
        assertThat(Saved.rows(read(spark, "cycle_stats"), "cell")).containsExactly("generated", "generated");
    }

    @Test
    void cellsAreFoundInFilesOfMany(SparkSession spark) throws IOException {
        for (String file : Saved.files(Archives.sample())) {
            Archives.copy(Archives.sample().resolve(file), directory.resolve(file));
        }
        List<String> files = Saved.files(directory);
        String[] cells = read(spark, "raw_data").select("cell").distinct().collectAsList().stream()
                .map(row -> row.getString(0))
                .toArray(String[]::new);
        List<Row> before = read(spark, "raw_data").orderBy("cell", "test_time").collectAsList();

        append(cycles(spark, cells), "more");

        assertThat(cells).hasSize(Archives.SAMPLE_CELLS);
        assertThat(Saved.files(directory)).isEqualTo(files);
        assertThat(read(spark, "more")
                        .groupBy("cell")
                        .count()
                        .where("count = 2")
                        .count())
                .isEqualTo(Archives.SAMPLE_CELLS);
        assertThat(read(spark, "raw_data").orderBy("cell", "test_time").collectAsList())
                .isEqualTo(before);
    }

    @Test
    void aFileNameThatAnotherCellHasIsNotTaken(SparkSession spark) throws IOException {
        TableFile.write(directory.resolve("A.h5"), GeneratedTable.numbered(5, 5, 1));
        byte[] untouched = Files.readAllBytes(directory.resolve("A.h5"));

        append(Saved.cells(spark, 3.0, "A"), "raw_data");

        assertThat(directory.resolve("A.h5")).hasBinaryContent(untouched);
        assertThat(Saved.files(directory)).hasSize(2).anyMatch(file -> file.matches("A-[0-9a-f]{8}\\.h5"));
        append(Saved.cells(spark, 4.0, "A"), "raw_data");
        assertThat(Saved.files(directory)).hasSize(2);
    }

    @Test
    void aCellInTwoFilesIsNoPlace(SparkSession spark) throws IOException {
        append(Saved.cells(spark, 3.0, "A"), "raw_data");
        Files.copy(directory.resolve("A.h5"), directory.resolve("copy.h5"));

        assertThatThrownBy(() -> append(cycles(spark, "A"), "cycle_stats"))
                .hasMessageContaining("cell A is in more than one place: A.h5 (prefix /), copy.h5 (prefix /)");
        append(cycles(spark, "B"), "cycle_stats");
        assertThat(Saved.files(directory)).containsExactly("A.h5", "B.h5", "copy.h5");
    }

    @Test
    void aDamagedFileDisturbsNoOtherCell(SparkSession spark) throws IOException {
        append(Saved.cells(spark, 3.0, "A"), "raw_data");
        Files.writeString(directory.resolve("B.h5"), "not HDF5");

        try (Warnings warnings = new Warnings()) {
            append(cycles(spark, "A", "C"), "cycle_stats");
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .startsWith("Not looked for cells in a file that cannot be read: ")
                    .contains("B.h5");
        }
        assertThat(tables("A.h5")).containsExactly("cycle_stats", "raw_data");
        assertThatThrownBy(() -> append(cycles(spark, "B"), "cycle_stats"))
                .hasMessageContaining("B.h5 cannot be read, so that it is not known whether it holds the cell");
        assertThat(directory.resolve("B.h5")).hasContent("not HDF5");
    }

    @Test
    void aJobLooksForCellsInManyFiles(SparkSession spark) {
        String[] cells =
                java.util.stream.IntStream.range(0, 12).mapToObj(i -> "c" + i).toArray(String[]::new);
        append(Saved.cells(spark, 3.0, cells), "raw_data");
        spark.conf().set("spark.sql.sources.parallelPartitionDiscovery.threshold", "3");

        append(cycles(spark, cells), "cycle_stats");

        assertThat(Saved.files(directory)).hasSize(12);
        assertThat(read(spark, "cycle_stats").count()).isEqualTo(24);
    }

    @Test
    void aChecksumOfTheOldFileIsNotKept(SparkSession spark) throws IOException {
        Path elsewhere = directory.resolveSibling(directory.getFileName() + "-elsewhere");
        Saved.byCell(Saved.cells(spark, 3.0, "A")).save(elsewhere.toString());
        FileSystem local = FileSystem.getLocal(spark.sparkContext().hadoopConfiguration());
        local.copyFromLocalFile(
                new org.apache.hadoop.fs.Path(elsewhere.resolve("A.h5").toUri()),
                new org.apache.hadoop.fs.Path(directory.toUri()));
        assertThat(directory.resolve(".A.h5.crc")).exists();

        append(cycles(spark, "A"), "cycle_stats");

        assertThat(read(spark, "cycle_stats").count()).isEqualTo(2);
        org.apache.hadoop.fs.FileUtil.fullyDelete(elsewhere.toFile());
    }

    @Test
    void aTableThatCannotBeExtendedIsNamedAsUsersKnowIt(SparkSession spark) throws IOException {
        Path theirs = Archives.copyFixture("comp-blosc", directory.resolve("theirs.h5"));
        String cell;
        try (BattdatFile file = BattdatFile.open(theirs)) {
            cell = file.cellName("/");
        }

        assertThatThrownBy(() -> append(Saved.cells(spark, 3.0, cell), "raw_data"))
                .hasMessageContaining(directory + "/theirs.h5")
                .hasMessageContaining("only shuffle and zlib (deflate) are written");
    }
}

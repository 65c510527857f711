package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file for each cell: its name, and the cell's name in it. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class CellFilesTest {
    /** Names that file systems, URIs or Hadoop's globs make something of. */
    private static final List<String> ODD_NAMES = List.of(
            "with space",
            " spaces ",
            "a/b",
            "/",
            "..",
            ".hidden",
            "_hidden",
            "Zelle é",
            "日本 🔋",
            "100%",
            "%41",
            "a:b",
            "a\\b",
            "star*",
            "{a,b}",
            "[x]",
            "question?",
            "hash#tag",
            "tab\tand\nline",
            "quote\"'",
            "name.h5",
            "dot.",
            "key=value",
            "cell",
            "CELL",
            "Cell");

    @TempDir
    private Path directory;

    private List<String> cells(SparkSession spark) {
        return Saved.read(spark, directory).select("cell").distinct().collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private void save(Dataset<Row> rows) {
        Saved.byCell(rows).mode("append").save(directory.toString());
    }

    @Test
    void eachCellHasAFileOfItsName(SparkSession spark) throws IOException {
        save(Saved.cells(spark, 3.0, "B7", "A1"));

        assertThat(Saved.allFiles(directory)).containsExactly("A1.h5", "B7.h5", "_SUCCESS");
        Dataset<Row> read = Saved.read(spark, directory);
        assertThat(read.columns()).containsExactlyInAnyOrder("test_time", "voltage", "cell");
        assertThat(Saved.rows(read, "cell", "test_time", "voltage"))
                .containsExactlyInAnyOrder("A1,0.0,3.0", "A1,1.0,3.1", "B7,0.0,3.0", "B7,1.0,3.1");
        try (BattdatFile file = BattdatFile.open(directory.resolve("A1.h5"))) {
            assertThat(file.prefixes()).containsExactly(BattdatFile.ROOT);
            assertThat(file.metadata().name()).contains("A1");
        }
    }

    @Test
    void rowsOfACellComeTogetherFromAllPartitions(SparkSession spark) {
        save(spark.range(0, 1000, 1, 8).selectExpr("concat('c', id % 10) AS cell", "CAST(id AS DOUBLE) AS test_time"));

        assertThat(Saved.files(directory)).hasSize(10);
        assertThat(Saved.read(spark, directory).groupBy("cell").count().collectAsList())
                .hasSize(10)
                .allMatch(row -> row.getLong(1) == 100);
    }

    @Test
    void oddNamesComeBackAsTheyWere(SparkSession spark) {
        List<String> names =
                ODD_NAMES.stream().filter(name -> !name.equals("/")).toList();
        save(Saved.cells(spark, 3.0, names.toArray(new String[0])));

        assertThat(cells(spark)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(Saved.files(directory))
                .hasSize(names.size())
                .contains("with space.h5", "Zelle é.h5", "日本 🔋.h5", "a%2Fb.h5", "%2Ehidden.h5", "100%25.h5")
                .contains("cell.h5", "CELL.h5", "Cell.h5");
    }

    @Test
    void oddNamesComeBackFromMetadataThatDoesNotNameThem(SparkSession spark) {
        List<String> names = List.of("with space", "Zelle é", "%41", "100%", "a/b", "name.h5", "+");
        Saved.byCell(Saved.cells(spark, 3.0, names.toArray(new String[0])))
                .option("metadata", "{\"comments\": \"all\"}")
                .mode("append")
                .save(directory.toString());

        assertThat(cells(spark)).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void rowsAreAddedToCellsOfOddNames(SparkSession spark) {
        String[] names = ODD_NAMES.stream().filter(name -> !name.equals("/")).toArray(String[]::new);
        save(Saved.cells(spark, 3.0, names));
        List<String> files = Saved.files(directory);

        save(Saved.cells(spark, 4.0, names));

        assertThat(Saved.files(directory)).isEqualTo(files);
        assertThat(Saved.read(spark, directory).groupBy("cell").count().collectAsList())
                .hasSize(names.length)
                .allMatch(row -> row.getLong(1) == 4);
    }

    @Test
    void longNamesAreShortenedAndStayApart(SparkSession spark) {
        String[] names = Stream.of("a", "b").map(end -> "x".repeat(299) + end).toArray(String[]::new);
        String[] wide = Stream.of("a", "b").map(end -> "🔋".repeat(299) + end).toArray(String[]::new);
        save(Saved.cells(spark, 3.0, names).union(Saved.cells(spark, 3.0, wide)));

        assertThat(cells(spark)).containsExactlyInAnyOrder(names[0], names[1], wide[0], wide[1]);
        assertThat(Saved.files(directory)).hasSize(4).allMatch(file -> file.getBytes().length < 255);
    }

    @Test
    void aCellCannotHaveTheNameOfTheRoot(SparkSession spark) {
        assertThatThrownBy(() -> save(Saved.cells(spark, 3.0, "/")))
                .hasMessageContaining("cell /: this is the name of a file's root group. Rename the cell");
    }

    @Test
    void aCellNeedsAName(SparkSession spark) {
        assertThatThrownBy(() -> save(Saved.cells(spark, 3.0, "A", "")))
                .hasMessageContaining("the name of a cell is empty. Give each row the name of its cell in cellColumn");
        assertThatThrownBy(() -> save(Saved.cells(spark, 3.0, "A", null)))
                .hasMessageContaining("column cell names the cell of a row, and is null in one. Fill it");
        assertThat(Saved.files(directory)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"int", "bigint", "date", "decimal(3,0)", "boolean"})
    void cellsMayHaveNamesOfOtherTypes(String type, SparkSession spark) {
        CellValue values = CellValue.of(type);
        Dataset<Row> rows = spark.range(1)
                .select(
                        functions
                                .expr("CAST(" + values.sql() + " AS " + type + ")")
                                .as("cell"),
                        functions.lit(1.0).as("test_time"));

        save(rows);

        assertThat(cells(spark)).containsExactly(values.text());
        assertThat(Saved.files(directory)).containsExactly(values.text() + ".h5");
    }

    private record CellValue(String sql, String text) {
        static CellValue of(String type) {
            return switch (type) {
                case "date" -> new CellValue("'2026-01-31'", "2026-01-31");
                case "boolean" -> new CellValue("true", "true");
                default -> new CellValue("17", "17");
            };
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"array(1)", "map('a', 1)", "named_struct('a', 1)", "CAST('A' AS BINARY)"})
    void aCellHasASingleName(String sql, SparkSession spark) {
        Dataset<Row> rows = spark.range(1).selectExpr(sql + " AS cell", "1.0D AS test_time");

        assertThatThrownBy(() -> save(rows))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("option cellColumn: column cell is");
    }

    @Test
    void theCellIsFoundByNameInEitherCase(SparkSession spark) {
        save(Saved.cells(spark, 3.0, "A").withColumnRenamed("cell", "CELL"));

        assertThat(cells(spark)).containsExactly("A");
        assertThatThrownBy(() -> save(Saved.cells(spark, 3.0, "A").drop("cell")))
                .isInstanceOf(BattdatException.class)
                .hasMessage("option cellColumn: there is no column cell. The columns are test_time, voltage");
    }

    @Test
    void manyCellsAreWrittenByFewTasks(SparkSession spark) {
        save(spark.range(0, 600, 1, 2).selectExpr("concat('cell ', id) AS cell", "1.0D AS test_time"));

        assertThat(Saved.files(directory)).hasSize(600);
        assertThat(Saved.read(spark, directory).count()).isEqualTo(600);
        assertThat(Arrays.asList(Saved.read(spark, directory).columns())).contains("test_time");
    }
}

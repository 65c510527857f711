package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.hdf5.BattdatFile;
import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many cells in a file, each in a group of its name. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class PrefixPerCellTest {
    @TempDir
    private Path directory;

    private void save(Dataset<Row> rows, String table) {
        Saved.byCell(rows)
                .option("layout", "prefix-per-cell")
                .option("table", table)
                .mode("append")
                .save(directory.toString());
    }

    private List<String> groups() throws IOException {
        List<String> groups = new ArrayList<>();
        for (String name : Saved.files(directory)) {
            try (BattdatFile file = BattdatFile.open(directory.resolve(name))) {
                groups.addAll(file.prefixes());
            }
        }
        return groups;
    }

    @Test
    void cellsAreGroupsOfPartFiles(SparkSession spark) throws IOException {
        save(Saved.cells(spark, 3.0, "A", "Zelle é", "with space", "site/rack 1/B", "..", "100%"), "raw_data");

        assertThat(Saved.files(directory)).allMatch(file -> file.matches("part-\\d{5}-[0-9a-f-]{36}\\.h5"));
        assertThat(groups()).containsExactlyInAnyOrder("A", "Zelle é", "with space", "site/rack 1/B", "..", "100%");
        assertThat(Saved.rows(Saved.read(spark, directory), "cell", "test_time"))
                .hasSize(12)
                .contains("site/rack 1/B,0.0", "site/rack 1/B,1.0");
    }

    @Test
    void manyCellsShareAFile(SparkSession spark) throws IOException {
        save(
                spark.range(0, 900, 1, 3)
                        .selectExpr("concat('c', id % 300) AS cell", "CAST(id AS DOUBLE) AS test_time"),
                "raw_data");

        assertThat(Saved.files(directory).size()).isBetween(1, SharedSpark.CORES);
        assertThat(groups()).hasSize(300).doesNotHaveDuplicates();
        assertThat(Saved.read(spark, directory)
                        .groupBy("cell")
                        .count()
                        .where("count = 3")
                        .count())
                .isEqualTo(300);
    }

    @Test
    void moreTablesAndRowsGoToTheGroups(SparkSession spark) throws IOException {
        save(Saved.cells(spark, 3.0, "A", "B", "C"), "raw_data");
        List<String> files = Saved.files(directory);

        save(Saved.cells(spark, 5.0, "B", "A", "C"), "cycle_stats");
        save(Saved.cells(spark, 4.0, "C"), "raw_data");
        save(Saved.cells(spark, 6.0, "D"), "raw_data");

        assertThat(Saved.files(directory)).containsAll(files).hasSize(files.size() + 1);
        assertThat(groups()).containsExactlyInAnyOrder("A", "B", "C", "D");
        assertThat(Saved.rows(Saved.read(spark, directory).orderBy("cell", "voltage"), "cell", "voltage"))
                .containsExactly(
                        "A,3.0", "A,3.1", "B,3.0", "B,3.1", "C,3.0", "C,3.1", "C,4.0", "C,4.1", "D,6.0", "D,6.1");
        Dataset<Row> stats =
                spark.read().format("battdat").option("table", "cycle_stats").load(directory.toString());
        assertThat(stats.count()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "'',it is empty",
        "/A,it is empty",
        "a//b,it is empty",
        ".,PyTables does not open it",
        "_v_x,PyTables takes names that begin with",
        "_i_x,PyTables hides names that begin with"
    })
    void namesThatAreNoGroupsAreRefused(String cell, String why, SparkSession spark) {
        assertThatThrownBy(() -> save(Saved.cells(spark, 3.0, cell), "raw_data"))
                .hasMessageContaining("cell " + cell + ":")
                .hasMessageContaining(why)
                .hasMessageContaining("Choose another name");
    }

    @Test
    void aGroupCannotBeATableToo(SparkSession spark) {
        assertThatThrownBy(() -> save(Saved.cells(spark, 3.0, "A", "A/raw_data").coalesce(1), "raw_data"))
                .hasMessageContaining("cell A/raw_data: in a file of many cells, its group would be table raw_data of"
                        + " cell A. Rename the cell");
    }
}

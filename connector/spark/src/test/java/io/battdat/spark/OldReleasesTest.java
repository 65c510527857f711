package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.MissingTableException;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.testing.Corpus;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An archive of files that releases before 0.4 wrote through pandas, beside files of today. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class OldReleasesTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void archive() {
        Archives.copyFixture("pandas-prefixes", directory.resolve("old-cells.h5"));
        Archives.copyFixture("pandas-blocks", directory.resolve("old.h5"));
        Archives.copyFixture("cells-root-and-prefixes", directory.resolve("today.h5"));
    }

    private DataFrameReader reader(SparkSession spark) {
        return spark.read().format("battdat").option("cellColumn", "cell");
    }

    private Dataset<Row> load(SparkSession spark) {
        return reader(spark).load(directory.toString());
    }

    @Test
    void cellsOfAllFilesAreOneTable(SparkSession spark) {
        List<String> cells = load(spark).groupBy("cell").count().orderBy("cell").collectAsList().stream()
                .map(row -> row.getString(0) + " " + row.getLong(1))
                .toList();

        assertThat(cells)
                .contains("Zelle é 40", "cell_a " + (30 + todaysRows(spark, "cell_a")), "lab 10")
                .anyMatch(cell -> cell.startsWith("cell_b "))
                .anyMatch(cell -> cell.equals("old 1520"));
        assertThat(load(spark).count()).isEqualTo(40 + 30 + 10 + 20 + 1500 + todaysRows(spark, null));
    }

    private long todaysRows(SparkSession spark, String prefix) {
        DataFrameReader reader = spark.read().format("battdat");
        return (prefix == null ? reader : reader.option("prefix", prefix))
                .load(directory.resolve("today.h5").toString())
                .count();
    }

    @Test
    void aPrefixIsThatOfTheOldNames(SparkSession spark) {
        Dataset<Row> stats = spark.read()
                .format("battdat")
                .option("table", "cycle_stats")
                .option("prefix", "cell_a")
                .load(directory.resolve("old-cells.h5").toString());

        assertThat(stats.columns()).containsExactly("cycle_number", "voltage");
        assertThat(stats.count()).isEqualTo(3);
        assertThatThrownBy(() -> spark.read()
                        .format("battdat")
                        .option("table", "table")
                        .load(directory.resolve("old.h5").toString()))
                .isInstanceOf(MissingTableException.class)
                .hasMessageContaining("old.h5 holds raw_data");
    }

    /** The columns stand side by side in a block, and neither the others nor the row labels come along. */
    @Test
    void columnsComeAlone(SparkSession spark) {
        Path file = directory.resolve("old.h5");
        Dataset<Row> rows = spark.read().format("battdat").load(file.toString());

        assertThat(rows.columns())
                .hasSize(9)
                .startsWith("test_time", "cycle_number")
                .doesNotContain("index");
        List<Row> all = rows.orderBy("test_time").collectAsList();
        for (String column : rows.columns()) {
            List<Object> alone = rows.select(column, "test_time").orderBy("test_time").collectAsList().stream()
                    .map(row -> row.get(0))
                    .toList();
            assertThat(alone)
                    .isEqualTo(all.stream().map(row -> row.getAs(column)).toList());
        }
    }

    @Test
    void rowsAreSplitBetweenChunks(SparkSession spark) {
        Dataset<Row> rows = spark.read()
                .format("battdat")
                .option("rowsPerPartition", "1000")
                .load(directory.resolve("old.h5").toString());

        assertThat(rows.rdd().getNumPartitions()).isGreaterThan(1);
        assertThat(rows.agg(java.util.Map.of("cycle_number", "sum")).first().getLong(0))
                .isEqualTo(java.util.stream.LongStream.range(0, 1500)
                        .map(row -> row / 25)
                        .sum());
    }

    /** As in the files of today, where battdat finds the text that it wrote. */
    @Test
    void missingTextsAreNan(SparkSession spark) {
        Dataset<Row> rows =
                spark.read().format("battdat").load(directory.resolve("old.h5").toString());

        assertThat(rows.where("method = 'nan'").count()).isEqualTo(500);
        assertThat(rows.where("method = 'constant Ω'").count()).isEqualTo(1000);
        assertThat(rows.where("temperature = double('NaN')").count()).isEqualTo(214);
        assertThat(rows.where("method IS NULL OR temperature IS NULL").count()).isZero();
    }

    @Test
    void damagedFilesAreSkippedOnRequest(SparkSession spark) {
        for (String name : List.of("pandas-order-call", "pandas-kind-more")) {
            Archives.copy(
                    Corpus.fixtures().resolve("bad").resolve(name + ".h5"), directory.resolve("bad/" + name + ".h5"));
        }
        DataFrameReader all = reader(spark).option("recursiveFileLookup", "true");

        assertThatThrownBy(() -> all.load(directory.toString()).count())
                .hasStackTraceContaining("table raw_data, attribute");
        assertThat(all.option("ignoreCorruptFiles", "true")
                        .load(directory.toString())
                        .count())
                .isEqualTo(load(spark).count());
    }
}

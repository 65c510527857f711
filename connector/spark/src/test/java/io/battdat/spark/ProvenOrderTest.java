package io.battdat.spark;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.Plans;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.testing.SampleFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.SupportsReportOrdering;
import org.apache.spark.sql.execution.SortExec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code preserveDataOrdering}: Spark is told of an order that is proven, and of no other. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class ProvenOrderTest {
    private static final int ROWS = 1000;

    @TempDir
    private Path directory;

    /** One file, whose chunks have 100 rows. */
    private Path write(SparkSession spark, String name, String testTime) {
        Path path = directory.resolve(name);
        spark.range(0, ROWS, 1, 1)
                .select(
                        expr("id"),
                        expr("id DIV 150").as("cycle_number"),
                        expr(testTime).as("test_time"),
                        expr("CAST(id AS STRING)").as("text"))
                .write()
                .format("battdat")
                .option("chunkRows", 100)
                .save(path.toString());
        return path;
    }

    private static Dataset<Row> load(SparkSession spark, Path path) {
        spark.conf().set("spark.sql.adaptive.enabled", "false");
        return spark.read()
                .format("battdat")
                .option("preserveDataOrdering", "true")
                .load(path.toString());
    }

    private static List<String> order(Dataset<Row> rows) {
        SupportsReportOrdering scan =
                (SupportsReportOrdering) Plans.scans(rows).get(0).scan();
        return Stream.of(scan.outputOrdering()).map(Object::toString).toList();
    }

    @Test
    void sortsOfAFileInOrderAreSpared(SparkSession spark) {
        Dataset<Row> rows = load(spark, write(spark, "one", "id * 2D"));

        Dataset<Row> sorted =
                rows.select("cycle_number", "test_time", "text").sortWithinPartitions("cycle_number", "test_time");

        assertThat(order(rows))
                .containsExactly("cycle_number ASC NULLS FIRST", "test_time ASC NULLS FIRST", "id ASC NULLS FIRST");
        assertThat(Plans.executed(sorted, SortExec.class)).isEmpty();
        assertThat(sorted.collectAsList())
                .extracting(row -> row.getString(2))
                .containsExactlyElementsOf(Stream.iterate(0, i -> i + 1)
                        .limit(ROWS)
                        .map(String::valueOf)
                        .toList());
        assertThat(Plans.executed(rows.sortWithinPartitions("text"), SortExec.class))
                .hasSize(1);
        Dataset<Row> unasked =
                spark.read().format("battdat").load(directory.resolve("one").toString());
        assertThat(Plans.executed(unasked.sortWithinPartitions("test_time"), SortExec.class))
                .hasSize(1);
    }

    @Test
    void eachRangeOfALargeTableIsInOrder(SparkSession spark) {
        Path path = write(spark, "ranges", "id * 2D");
        spark.conf().set("spark.sql.adaptive.enabled", "false");
        Dataset<Row> rows = spark.read()
                .format("battdat")
                .option("preserveDataOrdering", "true")
                .option("rowsPerPartition", 300)
                .load(path.toString());

        Dataset<Row> sorted = rows.sortWithinPartitions("cycle_number", "test_time");

        assertThat(rows.rdd().getNumPartitions()).isEqualTo(4);
        assertThat(Plans.executed(sorted, SortExec.class)).isEmpty();
        assertThat(sorted.count()).isEqualTo(ROWS);
    }

    /** All of these tables claim, in their column schema, that the time is monotonic. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    IF(id = 250, 0D, id * 1D)           | one value in a chunk is lower
                    IF(id = 299, 0D, id * 1D)           | at its end
                    IF(id = 300, 299.5D - 1D, id * 1D)  | where the next begins
                    IF(id < 500, 1000D + id, id * 1D)   | a later chunk is lower
                    IF(id = 999, double('NaN'), id * 1D)| NaN
                    -id * 1D                            | descending
                    """)
    void claimsAreNoProof(String testTime, String why, SparkSession spark) {
        Path path = write(spark, "claimed", testTime);
        Dataset<Row> rows = load(spark, path);

        Dataset<Row> sorted = rows.select("test_time").sortWithinPartitions("test_time");

        assertThat(rows.schema().apply("test_time").metadata().json()).as(why).contains("\"monotonic\":true");
        assertThat(order(rows)).as(why).noneMatch(column -> column.startsWith("test_time"));
        assertThat(Plans.executed(sorted, SortExec.class)).as(why).hasSize(1);
        List<Double> times =
                sorted.collectAsList().stream().map(row -> row.getDouble(0)).toList();
        assertThat(times).as(why).hasSize(ROWS).isSorted();
    }

    @Test
    void filesWithoutZoneMapsProveNothing(SparkSession spark) {
        Dataset<Row> rows = load(spark, SampleFolder.fixture("comp-zlib-5"));

        assertThat(order(rows)).isEmpty();
        assertThat(Plans.executed(rows.sortWithinPartitions("test_time"), SortExec.class))
                .hasSize(1);
    }

    /** Each file is in order, and all of them together are not. */
    @Test
    void filesOfACellMustFollowEachOther(SparkSession spark) {
        for (String part : List.of("1", "2", "3")) {
            spark.range(0, 300, 1, 1)
                    .select(
                            expr("'A'").as("cell"),
                            expr("id * 3 + " + part).as("test_time"),
                            expr("id + 300 * " + part).as("cycle_number"))
                    .write()
                    .format("battdat")
                    .option("cellColumn", "cell")
                    .option("chunkRows", 100)
                    .save(directory.resolve("parts/part=" + part).toString());
        }
        Dataset<Row> rows = spark.read()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("preserveDataGrouping", "true")
                .load(directory.resolve("parts").toString());

        assertThat(order(rows.select("cell", "cycle_number", "test_time")))
                .containsExactly("cell ASC NULLS FIRST", "cycle_number ASC NULLS FIRST");
        assertThat(order(rows.select("cycle_number"))).containsExactly("cycle_number ASC NULLS FIRST");
        assertThat(order(rows.select("test_time"))).isEmpty();
    }
}

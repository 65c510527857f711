package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of a cell's rows in its table. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class RowOrderTest {
    @TempDir
    private Path directory;

    private List<String> stored(SparkSession spark, Dataset<Row> rows, String... columns) {
        Saved.byCell(rows).mode("append").save(directory.toString());
        Dataset<Row> read = Saved.read(spark, directory).orderBy("cell", "_metadata.row_index");
        return Saved.rows(read.selectExpr(columns), "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"double", "float", "bigint", "timestamp"})
    void rowsAreInTheOrderOfTime(String type, SparkSession spark) {
        Dataset<Row> rows = spark.range(0, 500, 1, 5)
                .selectExpr("'A' AS cell", "CAST((id * 7919) % 500 AS " + type + ") AS test_time");

        List<String> times = stored(spark, rows, "CAST(test_time AS bigint)");

        assertThat(times)
                .hasSize(500)
                .containsExactlyElementsOf(java.util.stream.LongStream.range(0, 500)
                        .mapToObj(Long::toString)
                        .toList());
    }

    @Test
    void cyclesFollowTime(SparkSession spark) {
        Dataset<Row> rows = Saved.frame(
                spark,
                "cell string, cycle_number int, test_time double",
                List.of(
                        row("A", 2, 1.0),
                        row("A", 1, 1.0),
                        row("A", 3, 0.5),
                        row("B", 1, 9.0),
                        row("A", 0, Double.NaN)));

        assertThat(stored(spark, rows, "cell", "cycle_number", "test_time"))
                .containsExactly("A,3,0.5", "A,1,1.0", "A,2,1.0", "A,0,NaN", "B,1,9.0");
    }

    @Test
    void cyclesAreTheOrderOfTablesWithoutTime(SparkSession spark) {
        Dataset<Row> rows = Saved.frame(
                spark, "cell string, cycle_number bigint", List.of(row("A", 10L), row("A", 9L), row("A", 11L)));

        assertThat(stored(spark, rows, "cycle_number")).containsExactly("9", "10", "11");
    }

    @Test
    void otherTablesAreInTheOrderOfTheRows(SparkSession spark) {
        Dataset<Row> rows =
                spark.range(0, 1000, 1, 6).selectExpr("concat('c', id % 3) AS cell", "(id * 7919) % 1000 AS n");

        assertThat(stored(spark, rows, "cell", "n"))
                .containsExactlyElementsOf(Saved.rows(
                        spark.range(0, 1000, 1, 1)
                                .selectExpr("concat('c', id % 3) AS cell", "id", "(id * 7919) % 1000 AS n")
                                .orderBy("cell", "id"),
                        "cell",
                        "n"));
    }

    @Test
    void rowsOfOneTimeStayInTheirOrder(SparkSession spark) {
        Dataset<Row> rows = spark.range(0, 1000, 1, 6)
                .selectExpr("'A' AS cell", "CAST(id % 2 AS DOUBLE) AS test_time", "(id * 7919) % 1000 AS n", "id");

        List<String> stored = stored(spark, rows, "id");

        assertThat(stored.subList(0, 500))
                .containsExactlyElementsOf(java.util.stream.LongStream.range(0, 500)
                        .mapToObj(i -> Long.toString(2 * i))
                        .toList());
    }

    /** On one machine rows come out of a shuffle as they went in; on several they do not. */
    @Test
    void sparkIsToldToKeepTheOrder(SparkSession spark) throws Exception {
        List<String> plans = Collections.synchronizedList(new ArrayList<>());
        spark.listenerManager().register(new QueryExecutionListener() {
            @Override
            public void onSuccess(String function, QueryExecution query, long nanos) {
                plans.add(query.executedPlan().toString());
            }

            @Override
            public void onFailure(String function, QueryExecution query, Exception e) {
                plans.add(e.toString());
            }
        });
        Saved.byCell(Saved.cells(spark, 3.0, "A")).mode("append").save(directory.toString());
        spark.sparkContext().listenerBus().waitUntilEmpty(60_000);

        assertThat(plans).anySatisfy(plan -> assertThat(plan)
                .containsPattern("Sort \\[__battdat_cell#\\d+ ASC NULLS FIRST, test_time#\\d+ ASC NULLS FIRST,"
                        + " __battdat_order#\\d+L ASC NULLS FIRST\\]"));
    }

    /** As words, 10 comes before 9. */
    @Test
    void timesThatAreTextAreNoOrder(SparkSession spark) {
        Dataset<Row> rows = Saved.frame(
                spark, "cell string, test_time string", List.of(row("A", "9"), row("A", "10"), row("A", "1")));

        assertThat(stored(spark, rows, "test_time")).containsExactly("9", "10", "1");
    }

    @Test
    void partitionsWithoutCellsKeepTheirOrder(SparkSession spark) {
        spark.range(0, 1000, 1, 1)
                .selectExpr("id % 3 AS site", "(id * 7919) % 1000 AS n")
                .write()
                .format("battdat")
                .partitionBy("site")
                .mode("append")
                .save(directory.toString());

        assertThat(Saved.files(directory)).hasSize(3);
        assertThat(Saved.rows(Saved.read(spark, directory.resolve("site=1")).orderBy("_metadata.row_index"), "n"))
                .containsExactlyElementsOf(java.util.stream.LongStream.range(0, 333)
                        .mapToObj(i -> Long.toString((3 * i + 1) * 7919 % 1000))
                        .toList());
    }

    private static Row row(Object... values) {
        return org.apache.spark.sql.RowFactory.create(values);
    }
}

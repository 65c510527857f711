package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.GeneratedTable;
import io.battdat.spark.testing.Plans;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.TableFile;
import io.battdat.testing.SampleFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.execution.exchange.ReusedExchangeExec;
import org.apache.spark.sql.execution.joins.BroadcastHashJoinExec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What Spark is told about scans, so that it can run one for two and choose joins. */
@ExtendWith(SharedSpark.class)
class ScanReuseTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void planAtOnce(SparkSession spark) {
        spark.conf().set("spark.sql.adaptive.enabled", "false");
    }

    @Test
    void equalScansShareAnExchange(SparkSession spark) {
        Dataset<Row> query = union(rowsOf(spark, "raw_data"), rowsOf(spark, "raw_data"));

        assertThat(query.queryExecution().executedPlan().toString())
                .contains(ReusedExchangeExec.class.getSimpleName().replace("Exec", ""));
        assertThat(query.collectAsList().toString()).isEqualTo("[[225], [225]]");
    }

    @Test
    void scansOfDifferentTablesDoNot(SparkSession spark) {
        Dataset<Row> query = union(rowsOf(spark, "raw_data"), rowsOf(spark, "cycle_stats"));

        assertThat(query.queryExecution().executedPlan().toString()).doesNotContain("ReusedExchange");
        assertThat(query.collectAsList().toString()).isEqualTo("[[225], [12]]");
    }

    @Test
    void scansAreEqualIfTheyReadTheSame(SparkSession spark) {
        Path file = Archives.copyFixture("cells-prefixes", directory.resolve("a.h5"));
        Scan scan = scan(spark.read().format("battdat").load(file.toString()).select("voltage"));

        assertThat(scan)
                .isEqualTo(scan(
                        spark.read().format("battdat").load(file.toString()).select("voltage")))
                .hasSameHashCodeAs(scan(
                        spark.read().format("battdat").load(file.toString()).select("voltage")))
                .isNotEqualTo(scan(
                        spark.read().format("battdat").load(file.toString()).select("current")))
                .isNotEqualTo(scan(spark.read()
                        .format("battdat")
                        .option("prefix", "cell_1")
                        .load(file.toString())
                        .select("voltage")))
                .isNotEqualTo(scan(spark.read()
                        .format("battdat")
                        .option("ignoreCorruptFiles", "true")
                        .load(file.toString())
                        .select("voltage")));
    }

    @Test
    void fileThatChangedIsAnotherFile(SparkSession spark) throws IOException {
        Path file = Archives.copyFixture("comp-zlib-5", directory.resolve("a.h5"));
        Scan before = scan(spark.read().format("battdat").load(file.toString()));

        Files.delete(file);
        Archives.copyFixture("comp-zlib-1", file);

        assertThat(scan(spark.read().format("battdat").load(file.toString()))).isNotEqualTo(before);
    }

    @Test
    void smallTableIsBroadcast(SparkSession spark) {
        Path large = TableFile.write(directory.resolve("large.h5"), GeneratedTable.numbered(100_000, 10_000, 0));
        Path small = TableFile.write(directory.resolve("small.h5"), GeneratedTable.numbered(100, 100, 0));
        spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "100KB");
        Dataset<Row> rows = spark.read().format("battdat").load(large.toString());

        Dataset<Row> join = rows.join(spark.read().format("battdat").load(small.toString()), "row");

        assertThat(Plans.operators(join, BroadcastHashJoinExec.class)).hasSize(1);
        assertThat(join.count()).isEqualTo(100);
        assertThat(Plans.operators(
                        rows.join(rows.withColumnRenamed("voltage", "other"), "row"), BroadcastHashJoinExec.class))
                .isEmpty();
    }

    @Test
    void columnsThatAreLeftOutMakeATableSmaller(SparkSession spark) {
        Path file = TableFile.write(directory.resolve("a.h5"), GeneratedTable.numbered(10_000, 1000, 0));
        Dataset<Row> rows = spark.read().format("battdat").load(file.toString());

        assertThat(bytes(rows)).isGreaterThan(160_000);
        assertThat(bytes(rows.select("row"))).isBetween(70_000L, 100_000L);
    }

    private static long bytes(Dataset<Row> rows) {
        return rows.queryExecution().optimizedPlan().stats().sizeInBytes().toLong();
    }

    private static Dataset<Row> rowsOf(SparkSession spark, String table) {
        return spark.read()
                .format("battdat")
                .option("table", table)
                .load(SampleFolder.fixture("cells-prefixes").toString());
    }

    private static Dataset<Row> union(Dataset<Row> one, Dataset<Row> other) {
        return one.groupBy().count().union(other.groupBy().count());
    }

    private static Scan scan(Dataset<Row> rows) {
        return Plans.scans(rows).get(0).scan();
    }
}

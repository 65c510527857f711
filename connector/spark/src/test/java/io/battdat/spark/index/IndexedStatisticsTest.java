package io.battdat.spark.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.BattdatIndex;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.connector.read.colstats.ColumnStatistics;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an index tells Spark's optimizer. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class IndexedStatisticsTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void copySample() throws IOException {
        try (Stream<Path> files = Files.list(Archives.sample())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".h5")).toList()) {
                Path copy = Archives.copy(file, directory.resolve(file.getFileName()));
                Files.setLastModifiedTime(copy, FileTime.fromMillis(1_600_000_000_000L));
            }
        }
    }

    private Dataset<Row> read(SparkSession spark) {
        return spark.read().format("battdat").option("cellColumn", "cell").load(directory.toString());
    }

    private static Statistics statistics(Dataset<Row> query) {
        return query.queryExecution().optimizedPlan().stats();
    }

    @Test
    void rowsAreCountedBeforeAnyFileIsOpened(SparkSession spark) {
        long rows = read(spark).count();
        assertThat(statistics(read(spark)).rowCount().isDefined()).isFalse();
        BattdatIndex.of(spark, directory.toString()).run();

        Statistics all = statistics(read(spark));
        assertThat(all.rowCount().get().longValue()).isEqualTo(rows);
        // what Spark counts for a row, and a double
        assertThat(statistics(read(spark).select("voltage")).sizeInBytes().longValue())
                .isEqualTo(rows * 16)
                .isLessThan(all.sizeInBytes().longValue());
        read(spark).createOrReplaceTempView("raw");
        assertThat(spark.sql("EXPLAIN COST SELECT * FROM raw").head().getString(0))
                .containsPattern("rowCount=[0-9]");
    }

    @Test
    void columnsAreKnownAsSqlComputesThem(SparkSession spark) {
        BattdatIndex.of(spark, directory.toString()).run();
        Dataset<Row> data = read(spark);
        DataSourceV2ScanRelation relation =
                (DataSourceV2ScanRelation) data.queryExecution().optimizedPlan();
        Map<String, ColumnStatistics> found = new HashMap<>();
        ((SupportsReportStatistics) relation.scan())
                .estimateStatistics()
                .columnStats()
                .forEach((NamedReference name, ColumnStatistics statistics) ->
                        found.put(name.fieldNames()[0], statistics));
        assertThat(found).containsKeys("voltage", "current", "cycle_number", "test_time", "cell");
        for (Map.Entry<String, ColumnStatistics> column : found.entrySet()) {
            String name = column.getKey();
            Row expected = data.selectExpr(
                            "min(" + name + ")",
                            "max(" + name + ")",
                            "count_if(" + name + " IS NULL)",
                            "count(DISTINCT " + name + ")")
                    .head();
            if (!name.equals("cell")) {
                assertThat(column.getValue().min()).as(name).contains(expected.get(0));
                assertThat(column.getValue().max()).as(name).contains(expected.get(1));
            }
            assertThat(column.getValue().nullCount()).as(name).hasValue(expected.getLong(2));
            column.getValue()
                    .distinctCount()
                    .ifPresent(distinct -> assertThat(distinct).as(name).isGreaterThanOrEqualTo(expected.getLong(3)));
        }
        assertThat(found.get("cell").distinctCount()).hasValue(Archives.SAMPLE_CELLS);
        assertThat(found.get("voltage").distinctCount()).isEmpty();
        assertThat(found.get("cycle_number").distinctCount()).isPresent();
    }

    /** Files in which no row matches do not count. */
    @Test
    void filesWithoutMatchDoNotCount(SparkSession spark) {
        // Spark filters small tables once more, for runtime filters, and then tells no rows; nothing is broadcast here
        spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
        BattdatIndex.of(spark, directory.toString()).run();
        long rows = read(spark).count();
        assertThat(statistics(read(spark).where("cycle_number > 1000"))
                        .rowCount()
                        .get()
                        .longValue())
                .isZero();
        assertThat(statistics(read(spark)).rowCount().get().longValue()).isEqualTo(rows);
        assertThat(statistics(read(spark).where("cycle_number = 24"))
                        .rowCount()
                        .get()
                        .longValue())
                .isPositive()
                .isLessThan(rows);
    }
}

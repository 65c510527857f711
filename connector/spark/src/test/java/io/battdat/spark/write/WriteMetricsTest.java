package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ui.SQLAppStatusStore;
import org.apache.spark.sql.execution.ui.SQLExecutionUIData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark shows of a write: the tasks' output, and chunks and compression in the SQL tab. */
@ExtendWith(SharedSpark.class)
class WriteMetricsTest {
    private static final long PATIENCE_MILLIS = 60_000;

    @TempDir
    private Path directory;

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong records = new AtomicLong();

    private void save(SparkSession spark, Dataset<Row> rows, String chunkRows) throws Exception {
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd event) {
                bytes.addAndGet(event.taskMetrics().outputMetrics().bytesWritten());
                records.addAndGet(event.taskMetrics().outputMetrics().recordsWritten());
            }
        };
        spark.sparkContext().addSparkListener(listener);
        try {
            Saved.byCell(rows).option("chunkRows", chunkRows).mode("append").save(directory.toString());
            spark.sparkContext().listenerBus().waitUntilEmpty(PATIENCE_MILLIS);
        } finally {
            spark.sparkContext().removeSparkListener(listener);
        }
    }

    /** Metrics of the last query by their names in the SQL tab. */
    private static Map<String, String> metrics(SparkSession spark) {
        SQLAppStatusStore store = ((org.apache.spark.sql.classic.SparkSession) spark)
                .sharedState()
                .statusStore();
        SQLExecutionUIData last = CollectionConverters.asJava(store.executionsList()).stream()
                .max(java.util.Comparator.comparingLong(SQLExecutionUIData::executionId))
                .orElseThrow();
        Map<Object, String> values = CollectionConverters.asJava(store.executionMetrics(last.executionId()));
        Map<String, String> metrics = new TreeMap<>();
        CollectionConverters.asJava(last.metrics()).forEach(metric -> {
            if (values.containsKey(metric.accumulatorId())) {
                metrics.put(metric.name(), values.get(metric.accumulatorId()));
            }
        });
        return metrics;
    }

    @Test
    void tasksTellWhatTheyHaveWritten(SparkSession spark) throws Exception {
        save(spark, Saved.cells(spark, 3.0, "A", "B", "C"), "1");

        assertThat(records).hasValue(6);
        assertThat(bytes)
                .hasValue(java.util.stream.Stream.of("A.h5", "B.h5", "C.h5")
                        .map(name -> directory.resolve(name).toFile())
                        .mapToLong(File::length)
                        .sum());
    }

    @Test
    void theSqlTabTellsOfChunksAndCompression(SparkSession spark) throws Exception {
        save(
                spark,
                spark.range(0, 25_000, 1, 2)
                        .selectExpr("concat('c', id % 2) AS cell", "0.0D AS test_time", "1.5D AS voltage"),
                "1000");

        Map<String, String> metrics = metrics(spark);
        assertThat(metrics.get("chunks written")).startsWith("26");
        double ratio = Double.parseDouble(metrics.get("compression ratio"));
        // two columns of 8 bytes, the same in every row
        assertThat(ratio).isGreaterThan(10);
    }

    @Test
    void theRatioIsThatOfAllTasks() {
        WriteMetrics.CompressionRatio ratio = new WriteMetrics.CompressionRatio();
        assertThat(ratio.aggregateTaskMetrics(new long[] {300L << 32 | 100, 100L << 32 | 100}))
                .isEqualTo("2.00");
        assertThat(ratio.aggregateTaskMetrics(new long[0])).isEqualTo("nothing written");
        assertThat(ratio.aggregateTaskMetrics(new long[] {0})).isEqualTo("nothing written");
    }
}

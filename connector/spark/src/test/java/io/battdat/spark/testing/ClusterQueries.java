package io.battdat.spark.testing;

import static org.apache.spark.sql.functions.expr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The driver of a cluster of two workers on loopback, whose executors are processes. Writes what its queries give, as
 * lines {@code key: value}.
 *
 * <p>Usage: {@code ClusterQueries <archive> <file to split> <file for results>}
 */
public final class ClusterQueries {
    /** The partition at which an executor is killed. */
    private static final int FATAL_PARTITION = 5;

    private ClusterQueries() {}

    public static void main(String[] arguments) throws IOException, TimeoutException {
        SparkSession.Builder builder = SparkSession.builder()
                .appName("cluster")
                .master("local-cluster[2,1,512]")
                .config("spark.executor.memory", "512m")
                .config("spark.executor.extraClassPath", System.getenv("CLASSPATH"))
                .config("spark.executor.extraJavaOptions", String.join(" ", ChildJvm.openings()));
        SharedSpark.settings().forEach(builder::config);
        List<String> lines = new ArrayList<>();
        try (SparkSession spark = builder.getOrCreate()) {
            Events events = new Events();
            spark.sparkContext().addSparkListener(events);
            results(spark, arguments[0], arguments[1]).forEach(result -> lines.add("query: " + result));
            lines.add("partitions: " + split(spark, arguments[1]).rdd().getNumPartitions());
            loseAnExecutor(spark, arguments[1], lines);
            spark.sparkContext().listenerBus().waitUntilEmpty();
            lines.add("lost executors: " + events.lost);
            events.executors.stream().limit(2).forEach(executor -> lines.add("executor: " + executor));
        }
        Files.write(Path.of(arguments[2]), lines);
    }

    /** What the queries give, on whichever Spark. */
    public static List<String> results(SparkSession spark, String archive, String fileToSplit) {
        Dataset<Row> cells = spark.read()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("metadataColumn", "battery")
                .load(archive);
        List<String> results = new ArrayList<>();
        results.addAll(lines(cells.groupBy("cell", "state")
                .agg(expr("count(*)"), expr("max(voltage)"), expr("sha2(max(battery), 256)"))
                .orderBy("cell", "state")));
        results.addAll(lines(cells.groupBy("_metadata.file_name")
                .agg(expr("max(_metadata.row_index)"))
                .orderBy("file_name")));
        results.addAll(lines(
                split(spark, fileToSplit).selectExpr("count(*)", "count(DISTINCT row)", "sum(row)", "max(voltage)")));
        return results;
    }

    private static List<String> lines(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).toList();
    }

    private static Dataset<Row> split(SparkSession spark, String file) {
        return spark.read()
                .format("battdat")
                .option("rowsPerPartition", "10000")
                .load(file);
    }

    private static void loseAnExecutor(SparkSession spark, String file, List<String> lines) {
        MapPartitionsFunction<Row, Long> fatal = rows -> new Iterator<>() {
            private int count;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Long next() {
                count++;
                TaskContext task = TaskContext.get();
                if (count == 5000 && task.partitionId() == FATAL_PARTITION && task.attemptNumber() == 0) {
                    killThisProcess();
                }
                return rows.next().getLong(0);
            }
        };
        Row facts = split(spark, file)
                .mapPartitions(fatal, Encoders.LONG())
                .selectExpr("count(*)", "sum(value)")
                .first();
        lines.add("rows after a loss: " + facts.getLong(0));
        lines.add("sum after a loss: " + facts.getLong(1));
    }

    /** Ends this process at once, as a machine that is switched off does. */
    static void killThisProcess() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start();
            new CountDownLatch(1).await();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("this process does not die", e);
        }
    }

    private static final class Events extends SparkListener {
        private final Set<String> executors = new ConcurrentSkipListSet<>();
        private final AtomicInteger lost = new AtomicInteger();

        @Override
        public void onTaskEnd(SparkListenerTaskEnd event) {
            executors.add(event.taskInfo().executorId());
        }

        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
            lost.incrementAndGet();
        }
    }
}

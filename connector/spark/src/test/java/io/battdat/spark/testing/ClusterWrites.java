package io.battdat.spark.testing;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeoutException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * The driver of a cluster whose executors are processes, in which writes are disturbed. Each writes {@link #ROWS} rows to a
 * directory of the method's name, and is told of in a file of lines: what tasks ended with, say.
 *
 * <p>Usage: {@code ClusterWrites <directory>}
 */
public final class ClusterWrites {
    public static final long ROWS = 20_000;

    private static final Map<String, String> SETTINGS = Map.of(
            "spark.executor.memory", "512m",
            "spark.sql.adaptive.coalescePartitions.enabled", "false",
            "spark.speculation", "true",
            "spark.speculation.quantile", "0.5",
            "spark.speculation.multiplier", "1.0",
            // the first that is lost is not held against the other's host
            "spark.excludeOnFailure.enabled", "false");

    private final SparkSession spark;
    private final Path directory;
    private final ConcurrentSkipListSet<String> ended = new ConcurrentSkipListSet<>();

    private ClusterWrites(SparkSession spark, Path directory) {
        this.spark = spark;
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException, TimeoutException {
        Path directory = Path.of(arguments[0]);
        SparkSession.Builder builder =
                SparkSession.builder().appName("cluster writes").master(TwoHosts.start(directory));
        SharedSpark.settings().forEach(builder::config);
        SETTINGS.forEach(builder::config);
        builder.config("spark.executor.extraClassPath", System.getenv("CLASSPATH"))
                .config("spark.executor.extraJavaOptions", String.join(" ", ChildJvm.openings()));
        try (SparkSession spark = builder.getOrCreate()) {
            ClusterWrites writes = new ClusterWrites(spark, directory);
            writes.listen();
            writes.taskFailsTwice();
            writes.stragglerIsOvertaken();
            writes.executorIsKilledAmongRows();
            writes.executorIsKilledAfterItsCommit();
        }
    }

    private void listen() {
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd event) {
                ended.add("task " + event.taskInfo().id() + " "
                        + event.taskInfo().status() + " on " + event.taskInfo().executorId());
            }

            @Override
            public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
                ended.add("lost executor " + event.executorId());
            }
        });
    }

    /** What a task does at a row, depending on who it is. */
    private interface Disturbance extends Serializable {
        void at(TaskContext task);
    }

    /** Rows to write, with something that happens when a task has some of them behind it. */
    private Dataset<Row> rows(Disturbance disturbance) {
        FilterFunction<Row> filter = row -> {
            if (row.getLong(row.fieldIndex("number")) % (ROWS / SharedSpark.CORES) == ROWS / SharedSpark.CORES / 2) {
                disturbance.at(TaskContext.get());
            }
            return true;
        };
        return NumberedRows.of(spark, 0, ROWS).filter(filter);
    }

    private DataFrameWriter<Row> writer(Dataset<Row> rows, Class<? extends HookedCommits.Hook> hook, Path markers) {
        return rows.write()
                .format("battdat")
                .option("bufferRows", "1000")
                .options(HookedCommits.options(hook, markers));
    }

    /** Nothing happens when it commits. */
    public static final class Quiet implements HookedCommits.Hook {}

    /** The second attempt fails here. */
    public static final class SecondFails implements HookedCommits.Hook {
        @Override
        public void beforeTaskCommit(TaskContext task, Path markers) throws IOException {
            if (task.partitionId() == 0 && Marker.set(markers.resolve("second"))) {
                throw new IOException("the second attempt fails on purpose");
            }
        }
    }

    /** One attempt fails among its rows, another when it commits, and a third does not fail. */
    private void taskFailsTwice() throws IOException, TimeoutException {
        Path markers = markers("taskFailsTwice");
        Path target = directory.resolve("taskFailsTwice");
        writer(NumberedRows.of(spark, 0, 100), Quiet.class, markers).save(target.toString());
        String first = markers.resolve("first").toString();
        Dataset<Row> rows = rows(task -> {
            if (task.partitionId() == 0 && Marker.set(Path.of(first))) {
                throw new IllegalStateException("the first attempt fails on purpose");
            }
        });
        writer(rows, SecondFails.class, markers).mode(SaveMode.Overwrite).save(target.toString());
        report("taskFailsTwice");
    }

    /** The copy is about to be committed when the straggler goes on, and is so only when the straggler has given up. */
    public static final class CopyWaits implements HookedCommits.Hook {
        @Override
        public void beforeTaskCommit(TaskContext task, Path markers) {
            if (task.partitionId() == 0) {
                Marker.set(markers.resolve("overtaken"));
                Marker.await(markers.resolve("given-up"));
            }
        }

        @Override
        public void afterTaskAbort(TaskContext task, Path markers) {
            if (task.partitionId() == 0) {
                Marker.set(markers.resolve("given-up"));
            }
        }
    }

    private void stragglerIsOvertaken() throws IOException, TimeoutException {
        Path markers = markers("stragglerIsOvertaken");
        String overtaken = markers.resolve("overtaken").toString();
        Dataset<Row> rows = rows(task -> {
            if (task.partitionId() == 0 && task.attemptNumber() == 0) {
                Marker.await(Path.of(overtaken));
            }
        });
        writer(rows, CopyWaits.class, markers)
                .save(directory.resolve("stragglerIsOvertaken").toString());
        report("stragglerIsOvertaken");
    }

    /** Files are written to a local disk and uploaded. */
    private void executorIsKilledAmongRows() throws IOException, TimeoutException {
        Path markers = markers("executorIsKilledAmongRows");
        String killed = markers.resolve("killed").toString();
        Dataset<Row> rows = rows(task -> {
            if (task.partitionId() == 1 && Marker.set(Path.of(killed))) {
                ClusterQueries.killThisProcess();
            }
        });
        writer(rows, Quiet.class, markers).save(CountedFileSystem.uri(directory.resolve("executorIsKilledAmongRows")));
        report("executorIsKilledAmongRows");
    }

    /** The driver is not told of the commit any more. */
    public static final class KilledAfterCommit implements HookedCommits.Hook {
        @Override
        public void afterTaskCommit(TaskContext task, Path markers) {
            if (task.partitionId() == 0 && Marker.set(markers.resolve("killed"))) {
                ClusterQueries.killThisProcess();
            }
        }
    }

    /** Rows are added to cells that have files. */
    private void executorIsKilledAfterItsCommit() throws IOException, TimeoutException {
        Path markers = markers("executorIsKilledAfterItsCommit");
        Path target = directory.resolve("executorIsKilledAfterItsCommit");
        Dataset<Row> first = NumberedRows.of(spark, 0, ROWS / 2);
        writer(first, Quiet.class, markers).option("cellColumn", "cell").save(target.toString());
        DataFrameWriter<Row> rest = writer(NumberedRows.of(spark, ROWS / 2, ROWS), KilledAfterCommit.class, markers);
        try {
            rest.option("cellColumn", "cell").mode(SaveMode.Append).save(target.toString());
        } catch (RuntimeException e) {
            ended.add("failed: " + e);
        }
        report("executorIsKilledAfterItsCommit");
    }

    private Path markers(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name + "-markers"));
    }

    private void report(String name) throws TimeoutException, IOException {
        spark.sparkContext().listenerBus().waitUntilEmpty();
        MapPartitionsFunction<Long, String> leftovers = rows -> Leftovers.here().iterator();
        List<String> left = spark.range(0, 8, 1, 8)
                .as(Encoders.LONG())
                .mapPartitions(leftovers, Encoders.STRING())
                .collectAsList();
        left.forEach(line -> ended.add("left: " + line));
        Files.write(directory.resolve(name + ".txt"), ended);
        ended.clear();
    }
}

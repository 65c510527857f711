package io.battdat.spark.testing;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * A driver that never ends: one task of its write is committed, another waits for ever to be.
 *
 * <p>Usage: {@code BlockedWrite <target> <save mode> <directory for markers>}
 */
public final class BlockedWrite {
    /** The marker that says that the write is where it stays. */
    public static final String REACHED = "reached";

    private BlockedWrite() {}

    /** One task waits. */
    public static final class Blocks implements HookedCommits.Hook {
        @Override
        public void beforeTaskCommit(TaskContext task, Path markers) {
            if (task.partitionId() == 1) {
                Marker.await(markers.resolve("committed"));
                Marker.set(markers.resolve(REACHED));
                Marker.await(markers.resolve("never"));
            }
        }

        @Override
        public void afterTaskCommit(TaskContext task, Path markers) {
            Marker.set(markers.resolve("committed"));
        }
    }

    public static void main(String[] arguments) throws IOException {
        SparkSession.Builder builder = SparkSession.builder()
                .appName("blocked")
                .master("local[" + SharedSpark.CORES + "]")
                .config("spark.sql.adaptive.coalescePartitions.enabled", "false");
        SharedSpark.settings().forEach(builder::config);
        try (SparkSession spark = builder.getOrCreate()) {
            DataFrameWriter<Row> writer = NumberedRows.of(spark, 400, 800)
                    .write()
                    .format("battdat")
                    .option("cellColumn", "cell")
                    .mode(SaveMode.valueOf(arguments[1]));
            writer.options(HookedCommits.options(Blocks.class, Path.of(arguments[2])))
                    .save(arguments[0]);
        }
    }
}

package io.battdat.spark.testing;

import io.battdat.spark.BattdatIndex;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Indexes an archive anew, and stops when a task reads a certain file.
 *
 * <p>Usage: {@code BlockedIndex <directory> <name of the file> <file to make then>}
 */
public final class BlockedIndex {
    private BlockedIndex() {}

    public static void main(String[] arguments) {
        SparkSession.Builder builder = SparkSession.builder().appName("blocked").master("local[1]");
        SharedSpark.settings().forEach(builder::config);
        SparkSession spark = builder.getOrCreate();
        StorageLog.hold(read -> {
            boolean held = read.inTask() && read.file().equals(arguments[1]);
            if (held) {
                Marker.set(Path.of(arguments[2]));
            }
            return held;
        });
        BattdatIndex.of(spark, CountedFileSystem.uri(Path.of(arguments[0])))
                .anew(true)
                .run();
    }
}

package io.battdat.spark.testing;

import io.battdat.spark.convert.Conversion;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.sql.SparkSession;

/**
 * Converts an archive, and stops to follow the job when the first files are done.
 *
 * <p>Usage: {@code BlockedConversion <source> <target> <file to make then>}
 */
public final class BlockedConversion {
    private BlockedConversion() {}

    public static void main(String[] arguments) {
        SparkSession.Builder builder = SparkSession.builder().appName("blocked").master("local[1]");
        SharedSpark.settings().forEach(builder::config);
        Conversion.of(arguments[0])
                .to(arguments[1])
                .progress(progress -> {
                    if (progress.filesDone() > 0) {
                        Marker.set(Path.of(arguments[2]));
                        block();
                    }
                })
                .run(builder.getOrCreate());
    }

    private static void block() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

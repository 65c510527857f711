package io.battdat.spark.write;

import java.io.File;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.spark.SparkEnv;

/** Spark's directories for temporary files, which a cluster gives its jobs and empties behind them. */
public final class LocalScratch {
    private LocalScratch() {}

    /** One of them; which one, is left to chance, so that all are used. Needs a running Spark. */
    public static Path directory() {
        File[] directories = SparkEnv.get().blockManager().diskBlockManager().localDirs();
        return directories[Math.floorMod(UUID.randomUUID().hashCode(), directories.length)].toPath();
    }
}

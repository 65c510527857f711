package io.battdat.spark.testing;

import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Replaces and extends an archive by more than the disk takes, and prints how that goes.
 *
 * <p>Usage: {@code WriteToFullDisk <target> <rows>}
 */
public final class WriteToFullDisk {
    private WriteToFullDisk() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        SparkSession.Builder builder =
                SparkSession.builder().appName("full disk").master("local[" + SharedSpark.CORES + "]");
        SharedSpark.settings().forEach(builder::config);
        try (SparkSession spark = builder.getOrCreate()) {
            Dataset<Row> rows = spark.range(0, Long.parseLong(arguments[1]), 1, SharedSpark.CORES)
                    .selectExpr("id AS number", "rand() AS voltage");
            try (EndedTasks tasks = new EndedTasks(spark)) {
                for (SaveMode mode : new SaveMode[] {SaveMode.Append, SaveMode.Overwrite}) {
                    try {
                        rows.write()
                                .format("battdat")
                                .option("complevel", "0")
                                .mode(mode)
                                .save(arguments[0]);
                        System.out.println("written");
                    } catch (Exception e) {
                        System.out.println(mode + " refused: " + e.getMessage());
                    }
                }
                tasks.awaitAll();
            }
            System.out.println("left: " + Leftovers.here());
        }
    }
}

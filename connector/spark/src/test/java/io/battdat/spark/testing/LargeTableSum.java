package io.battdat.spark.testing;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/**
 * Adds up every column of a table, in as little memory as this JVM has.
 *
 * <p>Usage: {@code LargeTableSum <file> <spark.sql.files.maxPartitionBytes>}
 */
public final class LargeTableSum {
    private LargeTableSum() {}

    public static void main(String[] arguments) throws IOException {
        SparkSession.Builder builder = SparkSession.builder().appName("sum").master("local[" + SharedSpark.CORES + "]");
        SharedSpark.settings().forEach(builder::config);
        builder.config("spark.sql.files.maxPartitionBytes", arguments[1]);
        try (SparkSession spark = builder.getOrCreate()) {
            System.out.println(spark.read()
                    .format("battdat")
                    .load(arguments[0])
                    .selectExpr("count(*)", "sum(cycle_number)", "sum(voltage)", "sum(current)")
                    .first());
        }
    }
}

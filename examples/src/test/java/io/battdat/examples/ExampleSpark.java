package io.battdat.examples;

import org.apache.spark.sql.SparkSession;

/** The session that the tests of examples share; it ends with the JVM. */
final class ExampleSpark {
    private ExampleSpark() {}

    static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate();
    }
}

package io.battdat.spark.read;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;

/**
 * The session's settings for splitting files into partitions, and Spark's own formula over them.
 *
 * @param maxPartitionBytes {@code spark.sql.files.maxPartitionBytes}
 * @param openCostBytes {@code spark.sql.files.openCostInBytes}: what opening a file costs, in bytes read meanwhile
 * @param minPartitions partitions to make at least, if there is enough to read
 * @param maxPartitions {@code spark.sql.files.maxPartitionNum}: partitions to aim at most; 0 for any number
 */
record SplitSettings(long maxPartitionBytes, long openCostBytes, int minPartitions, int maxPartitions) {
    static SplitSettings of(SparkSession session) {
        SQLConf conf = SQLConf.get();
        int parallelism = number(
                conf,
                "spark.sql.leafNodeDefaultParallelism",
                session.sparkContext().defaultParallelism());
        return new SplitSettings(
                conf.filesMaxPartitionBytes(),
                conf.filesOpenCostInBytes(),
                number(conf, "spark.sql.files.minPartitionNum", parallelism),
                number(conf, "spark.sql.files.maxPartitionNum", 0));
    }

    /** A setting that has no value by default. */
    private static int number(SQLConf conf, String key, int otherwise) {
        String value = conf.getConfString(key, null);
        return value == null ? otherwise : Integer.parseInt(value.trim());
    }

    /** Bytes to put into a partition, with {@code totalBytes} to read, the cost of opening each file included. */
    long splitBytes(long totalBytes) {
        return Math.min(maxPartitionBytes, Math.max(openCostBytes, totalBytes / Math.max(1, minPartitions)));
    }
}

package io.battdat.examples;

import io.battdat.hdf5.write.WriteMode;
import io.battdat.streaming.HDF5Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/**
 * Follows a test while it runs: a stream over an archive whose files grow, that keeps a line for each cycle. Here the cycler
 * is simulated; a real one would be another process, in Java or in Python.
 *
 * <p>Usage: {@code FollowTest <directory> <cycles>}
 */
public final class FollowTest {
    private static final int ROWS_PER_CYCLE = 600;

    private FollowTest() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("usage: FollowTest <directory> <cycles>");
        }
        SparkSession spark = SparkSession.builder()
                .appName("battdat follow a test")
                .config("spark.master", "local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "4")
                .getOrCreate();
        try {
            run(spark, Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        } finally {
            spark.stop();
        }
    }

    static void run(SparkSession spark, Path archive, int cycles) throws Exception {
        Path file = Files.createDirectories(archive).resolve("cell-1.h5");
        cycle(file, 0);

        Dataset<Row> rows = spark.readStream()
                .format("battdat")
                .option("cellColumn", "cell")
                .load(archive.toString());
        StreamingQuery query = rows.groupBy("cell", "cycle_number")
                .agg(Map.of("test_time", "max", "voltage", "min"))
                .writeStream()
                .outputMode("complete")
                .format("memory")
                .queryName("cycles")
                .start();
        try {
            for (int cycle = 1; cycle <= cycles; cycle++) {
                query.processAllAvailable();
                System.out.println(
                        "The stream has seen " + spark.table("cycles").count() + " cycles");
                if (cycle < cycles) {
                    cycle(file, cycle);
                }
            }
            for (Row cycle :
                    spark.table("cycles").orderBy("cell", "cycle_number").collectAsList()) {
                System.out.printf(
                        "%s, cycle %d: until %.0f s, lowest voltage %.2f V%n",
                        cycle.getAs("cell"),
                        cycle.getAs("cycle_number"),
                        cycle.getAs("max(test_time)"),
                        cycle.getAs("min(voltage)"));
            }
        } finally {
            query.stop();
        }
    }

    /** What a cycler does: adds the rows of a cycle to the file of its cell. */
    private static void cycle(Path file, long number) throws IOException {
        WriteMode mode = number == 0 ? WriteMode.TRUNCATE : WriteMode.APPEND;
        try (HDF5Writer writer = HDF5Writer.open(file).mode(mode)) {
            for (int row = 0; row < ROWS_PER_CYCLE; row++) {
                double charge = Math.abs(1 - 2.0 * row / ROWS_PER_CYCLE);
                writer.writeRow(Map.of(
                        "cycle_number",
                        number,
                        "test_time",
                        (number * ROWS_PER_CYCLE + row) * 10.0,
                        "current",
                        row < ROWS_PER_CYCLE / 2 ? -1.0 : 1.0,
                        "voltage",
                        3.0 - 0.01 * number + 1.2 * charge));
            }
        }
    }
}

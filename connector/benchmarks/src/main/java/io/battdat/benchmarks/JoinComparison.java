package io.battdat.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Spark joins the raw data of some cells with the statistics of their cycles, by cell and cycle: {@link JoinSide} says how
 * each is stored. Broadcasts are off, as they are when both tables are large.
 */
public final class JoinComparison {
    private static final Map<String, String> DEFAULTS =
            Map.of("rows", "5000000", "cells", "16", "master", "local[2]", "runs", "5", "warmup", "2", "directory", "");

    private static final double NANOS = 1e9;
    private static final String LINE = "%-34s %9s %9s %9s %9s %9s %10s%n";
    private static final OperatingSystemMXBean OPERATING_SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final SparkSession spark;
    private final Map<String, Object> json = new LinkedHashMap<>();

    private JoinComparison(SparkSession spark) {
        this.spark = spark;
        json.put("benchmark", "join-comparison");
    }

    public static void main(String[] commandLine) throws IOException {
        Arguments arguments = new Arguments(commandLine, DEFAULTS);
        try (WorkDirectory directory = new WorkDirectory(arguments.text("directory"));
                WorkDirectory warehouse = new WorkDirectory("");
                SparkSession spark = SparkSession.builder()
                        .master(arguments.text("master"))
                        .appName("battdat join comparison")
                        .config("spark.ui.enabled", false)
                        .config("spark.log.level", "WARN")
                        .config("spark.sql.autoBroadcastJoinThreshold", "-1")
                        .config("spark.sql.sources.v2.bucketing.enabled", true)
                        .config("spark.sql.sources.v2.bucketing.pushPartValues.enabled", true)
                        .config("spark.sql.requireAllClusterKeysForCoPartition", false)
                        .config("spark.sql.warehouse.dir", warehouse.path().toString())
                        .getOrCreate()) {
            // the local file system's own checksum files would slow down Parquet alone
            FileSystem.getLocal(spark.sparkContext().hadoopConfiguration()).setWriteChecksum(false);
            new JoinComparison(spark).run(directory.path(), arguments);
        }
    }

    private void run(Path directory, Arguments arguments) throws IOException {
        long rows = arguments.number("rows");
        int cells = arguments.integer("cells");
        json.put("rows", rows);
        json.put("cells", cells);
        Path battdat = directory.resolve("join-" + rows + "-" + cells);
        if (!Files.exists(battdat)) {
            System.out.printf("Writing %,d rows of %d cells to %s%n", rows, cells, battdat);
            CycledCells.write(spark, rows, cells, battdat);
        }
        for (JoinSide side : JoinSide.values()) {
            side.store(spark, battdat, cells);
        }
        Map<JoinSide, Measured> measured = measure(battdat, arguments.integer("warmup"), arguments.integer("runs"));
        System.out.printf(LINE, "stored as", "median s", "fastest", "slowest", "CPU s", "M rows/s", "exchanges");
        measured.forEach((side, runs) -> print(side, runs, rows, battdat));
        System.out.println(new ObjectMapper().writeValueAsString(json));
    }

    private Map<JoinSide, Measured> measure(Path battdat, int warmups, int runs) {
        Map<JoinSide, Measured> measured = new EnumMap<>(JoinSide.class);
        List<Row> expected = JoinSide.BATTDAT_GROUPED.join(spark, battdat).collectAsList();
        for (int run = -warmups; run < runs; run++) {
            for (JoinSide side : JoinSide.values()) {
                Dataset<Row> join = side.join(spark, battdat);
                long cpuStart = OPERATING_SYSTEM.getProcessCpuTime();
                long start = System.nanoTime();
                List<Row> answer = join.collectAsList();
                double seconds = (System.nanoTime() - start) / NANOS;
                double cpuSeconds = (OPERATING_SYSTEM.getProcessCpuTime() - cpuStart) / NANOS;
                if (!answer.equals(expected)) {
                    throw new IllegalStateException(side.title() + " answers " + answer + ", not " + expected);
                }
                if (run >= 0) {
                    measured.merge(side, Measured.once(seconds, cpuSeconds), Measured::and);
                }
            }
        }
        return measured;
    }

    private void print(JoinSide side, Measured runs, long rows, Path battdat) {
        Timings elapsed = runs.elapsed();
        String plan = side.join(spark, battdat).queryExecution().executedPlan().toString();
        long exchanges = Arrays.stream(plan.split("\n"))
                .filter(line -> line.contains("Exchange hashpartitioning"))
                .count();
        System.out.printf(
                LINE,
                side.title(),
                seconds(elapsed.median()),
                seconds(elapsed.fastest()),
                seconds(elapsed.slowest()),
                seconds(runs.processor().median()),
                "%.2f".formatted(rows / elapsed.median() / 1e6),
                exchanges);
        json.put(side.name(), Map.of("seconds", elapsed.seconds(), "exchanges", exchanges));
    }

    private static String seconds(double seconds) {
        return "%.3f".formatted(seconds);
    }
}

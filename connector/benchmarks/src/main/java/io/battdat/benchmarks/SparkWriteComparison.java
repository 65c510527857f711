package io.battdat.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Spark writes one table, which it has in memory, as battdat and as Parquet, in turn, on one core and on two: four
 * partitions, a file each. A run is the whole job with its commit.
 */
public final class SparkWriteComparison {
    private static final Map<String, String> DEFAULTS =
            Map.of("rows", "5000000", "runs", "5", "warmup", "2", "cores", "2", "directory", "");

    private static final int PARTITIONS = 4;
    private static final double NANOS = 1e9;
    private static final String LINE = "%-22s %5s %9s %9s %9s %9s %9s  %s%n";
    private static final OperatingSystemMXBean OPERATING_SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final long rows;
    private final int warmups;
    private final int runs;
    private final Map<String, Object> json = new LinkedHashMap<>();

    private SparkWriteComparison(long rows, int warmups, int runs) {
        this.rows = rows;
        this.warmups = warmups;
        this.runs = runs;
        json.put("benchmark", "spark-write-comparison");
        json.put("rows", rows);
    }

    public static void main(String[] commandLine) throws IOException {
        Arguments arguments = new Arguments(commandLine, DEFAULTS);
        long rows = arguments.number("rows");
        SparkWriteComparison comparison =
                new SparkWriteComparison(rows, arguments.integer("warmup"), arguments.integer("runs"));
        try (WorkDirectory directory = new WorkDirectory(arguments.text("directory"))) {
            Path table = directory.battdatFile(rows);
            Map<WriteFormat, Measured> one = comparison.measure(table, directory.path(), 1);
            comparison.print(one, 1, one);
            int cores = arguments.integer("cores");
            comparison.print(comparison.measure(table, directory.path(), cores), cores, one);
        }
        System.out.println();
        System.out.println(new ObjectMapper().writeValueAsString(comparison.json));
    }

    private Map<WriteFormat, Measured> measure(Path table, Path directory, int cores) throws IOException {
        try (SparkSession spark = SparkSession.builder()
                .master("local[" + cores + "]")
                .appName("battdat write comparison")
                .config("spark.ui.enabled", false)
                .config("spark.log.level", "WARN")
                .getOrCreate()) {
            // The local file system's own checksum files would slow down Parquet alone.
            FileSystem.getLocal(spark.sparkContext().hadoopConfiguration()).setWriteChecksum(false);
            Dataset<Row> kept = spark.read()
                    .format("battdat")
                    .option("rowsPerPartition", (rows + PARTITIONS - 1) / PARTITIONS)
                    .load(table.toString())
                    .persist(StorageLevel.MEMORY_ONLY());
            kept.count();
            Map<WriteFormat, Measured> measured = new EnumMap<>(WriteFormat.class);
            for (int run = -warmups; run < runs; run++) {
                for (WriteFormat format : WriteFormat.values()) {
                    Path target = directory.resolve(format.name() + "-" + cores + "-" + run);
                    Measured once = once(format, kept, target);
                    check(spark, format, target);
                    if (run == runs - 1) {
                        json.put(format.name() + "-bytes", TableFormat.bytes(target));
                    }
                    WorkDirectory.delete(target);
                    if (run >= 0) {
                        measured.merge(format, once, Measured::and);
                    }
                }
            }
            return measured;
        }
    }

    private static Measured once(WriteFormat format, Dataset<Row> kept, Path target) {
        long cpuStart = OPERATING_SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        format.write(kept, target);
        double seconds = (System.nanoTime() - start) / NANOS;
        return Measured.once(seconds, (OPERATING_SYSTEM.getProcessCpuTime() - cpuStart) / NANOS);
    }

    private void check(SparkSession spark, WriteFormat format, Path target) {
        long found = spark.read()
                .format(format.isBattdat() ? "battdat" : "parquet")
                .load(target.toString())
                .count();
        if (found != rows) {
            throw new IllegalStateException(format.title() + " wrote " + found + " rows, not " + rows);
        }
    }

    private void print(Map<WriteFormat, Measured> measured, int cores, Map<WriteFormat, Measured> one) {
        System.out.println();
        System.out.printf(LINE, "format", "cores", "median s", "fastest", "slowest", "CPU s", "M rows/s", "");
        measured.forEach((format, runs) -> {
            Timings elapsed = runs.elapsed();
            double againstPeer = measured.get(format.peer()).elapsed().median() / elapsed.median();
            double againstOne = one.get(format).elapsed().median() / elapsed.median();
            String peer = format.isBattdat()
                    ? "%.2f times as fast as %s"
                            .formatted(againstPeer, format.peer().title())
                    : "";
            String speedUp = cores > 1 ? "%.2f times as fast as one core".formatted(againstOne) : "";
            System.out.printf(
                    LINE,
                    format.title(),
                    cores,
                    seconds(elapsed.median()),
                    seconds(elapsed.fastest()),
                    seconds(elapsed.slowest()),
                    seconds(runs.processor().median()),
                    "%.2f".formatted(rows / elapsed.median() / 1e6),
                    peer + (peer.isEmpty() || speedUp.isEmpty() ? "" : ", ") + speedUp);
            json.put(
                    format.name() + "-" + cores,
                    Map.of(
                            "seconds",
                            elapsed.seconds(),
                            "rowsPerSecond",
                            Math.round(rows / elapsed.median()),
                            "timesAsFastAsParquet",
                            againstPeer,
                            "timesAsFastAsOneCore",
                            againstOne));
        });
    }

    private static String seconds(double seconds) {
        return "%.3f".formatted(seconds);
    }
}

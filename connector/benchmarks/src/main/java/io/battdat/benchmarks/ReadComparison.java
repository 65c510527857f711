package io.battdat.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Whole queries in Spark on one table: the battdat file against Spark's own Parquet reader, run by run in turn, so that
 * what else the machine does hits each alike. Planning is part of a run, listing files and inferring the schema is not.
 */
public final class ReadComparison {
    private static final Map<String, String> DEFAULTS = Map.of(
            "rows",
            "5000000",
            "master",
            "local[2]",
            "runs",
            "7",
            "warmup",
            "3",
            "directory",
            "",
            "python",
            "/usr/bin/python3");

    private static final double NANOS = 1e9;
    private static final OperatingSystemMXBean OPERATING_SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final SparkSession spark;
    private final long rows;
    private final ReadReport report;
    private final BytesRead bytesRead = new BytesRead();
    private final Map<TableFormat, Dataset<Row>> tables = new EnumMap<>(TableFormat.class);

    private ReadComparison(SparkSession spark, long rows) {
        this.spark = spark;
        this.rows = rows;
        this.report = new ReadReport(rows);
        spark.sparkContext().addSparkListener(bytesRead);
    }

    public static void main(String[] commandLine) throws IOException, InterruptedException {
        Arguments arguments = new Arguments(commandLine, DEFAULTS);
        try (WorkDirectory directory = new WorkDirectory(arguments.text("directory"));
                SparkSession spark = SparkSession.builder()
                        .master(arguments.text("master"))
                        .appName("battdat read comparison")
                        .config("spark.ui.enabled", false)
                        .config("spark.log.level", "WARN")
                        .getOrCreate()) {
            long rows = arguments.number("rows");
            ReadComparison comparison = new ReadComparison(spark, rows);
            comparison.run(
                    directory.battdatFile(rows),
                    new Recompression(arguments.text("python")),
                    arguments.integer("warmup"),
                    arguments.integer("runs"));
        }
    }

    private void run(Path battdatFile, Recompression recompression, int warmups, int runs)
            throws IOException, InterruptedException {
        Map<TableFormat, Path> stored = new EnumMap<>(TableFormat.class);
        for (TableFormat format : TableFormat.values()) {
            if (format.isWrittenBy(recompression)) {
                stored.put(format, format.stored(spark, battdatFile, recompression));
            }
        }
        report.begin(spark, warmups, runs);
        for (TableFormat format : stored.keySet()) {
            Dataset<Row> table = format.load(spark, stored.get(format));
            tables.put(format, table);
            report.stored(
                    format,
                    TableFormat.bytes(stored.get(format)),
                    table.javaRDD().getNumPartitions());
        }
        for (Query query : Query.values()) {
            BytesRead.Count bytes = checkAnswers(query);
            report.measured(query, measure(query, warmups, runs), bytes);
        }
        report.end();
    }

    /** Also counts what the battdat file's reader reads; Hadoop does not count Parquet's vectored reads of local files. */
    private BytesRead.Count checkAnswers(Query query) throws InterruptedException {
        double[] expected = answer(query, TableFormat.BATTDAT);
        for (TableFormat format : tables.keySet()) {
            query.requireSame(expected, answer(query, format), format);
        }
        return bytesRead.during(() -> answer(query, TableFormat.BATTDAT));
    }

    private double[] answer(Query query, TableFormat format) {
        return Query.numbers(query.on(tables.get(format), rows).first());
    }

    private Map<TableFormat, Measured> measure(Query query, int warmups, int runs) {
        Map<TableFormat, Measured> measured = new EnumMap<>(TableFormat.class);
        for (int run = -warmups; run < runs; run++) {
            for (TableFormat format : tables.keySet()) {
                // a new Dataset each time: Spark keeps the plan, and its partitions, of one that has run
                Dataset<Row> asked = query.on(tables.get(format), rows);
                long cpuStart = OPERATING_SYSTEM.getProcessCpuTime();
                long start = System.nanoTime();
                asked.collectAsList();
                double seconds = (System.nanoTime() - start) / NANOS;
                double cpuSeconds = (OPERATING_SYSTEM.getProcessCpuTime() - cpuStart) / NANOS;
                if (run >= 0) {
                    measured.merge(format, Measured.once(seconds, cpuSeconds), Measured::and);
                }
            }
        }
        return measured;
    }
}

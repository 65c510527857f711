package io.battdat.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.spark.convert.ConversionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * One archive of many cells, converted to each layout and compressor and read again in Spark: how large it is, how long it
 * takes to write, and to read whole, in one column, and one cell of it.
 */
public final class StorageComparison {
    private static final Map<String, String> DEFAULTS =
            Map.of("cells", "200", "cell-rows", "20000", "runs", "3", "warmup", "1", "cores", "2", "directory", "");
    private static final double NANOS = 1e9;

    private final SparkSession spark;
    private final int cells;
    private final long cellRows;
    private final int warmups;
    private final int runs;

    private StorageComparison(SparkSession spark, Arguments arguments) {
        this.spark = spark;
        this.cells = arguments.integer("cells");
        this.cellRows = arguments.number("cell-rows");
        this.warmups = arguments.integer("warmup");
        this.runs = arguments.integer("runs");
    }

    public static void main(String[] commandLine) throws IOException {
        Arguments arguments = new Arguments(commandLine, DEFAULTS);
        try (WorkDirectory directory = new WorkDirectory(arguments.text("directory"));
                SparkSession spark = SparkSession.builder()
                        .master("local[" + arguments.integer("cores") + "]")
                        .appName("battdat storage comparison")
                        .config("spark.ui.enabled", false)
                        .config("spark.log.level", "WARN")
                        .getOrCreate()) {
            new StorageComparison(spark, arguments).run(directory);
        }
    }

    private void run(WorkDirectory directory) throws IOException {
        Path source = source(directory);
        long raw = cells * cellRows * BenchmarkTable.ROW_BYTES;
        System.out.printf("%n%,d cells of %,d rows; medians of %d runs%n%n", cells, cellRows, runs);
        System.out.println("| Layout, compressor | files | size, % of the values | write, M rows/s | read all, M rows/s"
                + " | read one column, M rows/s | one cell, ms |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        List<Object> json = new ArrayList<>();
        for (StorageChoice choice : StorageChoice.all()) {
            json.add(measure(choice, source, directory.path().resolve("target"), raw));
        }
        System.out.println();
        System.out.println(
                new ObjectMapper().writeValueAsString(Map.of("benchmark", "storage-comparison", "rows", json)));
    }

    /** The archive, a file for each cell, written if it is not there. */
    private Path source(WorkDirectory directory) throws IOException {
        Path source = directory.path().resolve("cells-" + cells + "-" + cellRows);
        if (!Files.exists(source)) {
            String cell = "concat('cell-', lpad(CAST(_metadata.row_index DIV " + cellRows + " AS STRING), 5, '0'))";
            spark.read()
                    .format("battdat")
                    .load(directory.battdatFile(cells * cellRows).toString())
                    .withColumn("cell", functions.expr(cell))
                    .write()
                    .format("battdat")
                    .option("cellColumn", "cell")
                    .save(source.toString());
        }
        return source;
    }

    private Map<String, Object> measure(StorageChoice choice, Path source, Path target, long raw) throws IOException {
        Map<String, Timings> timings = new LinkedHashMap<>();
        long bytes = 0;
        long files = 0;
        for (int run = -warmups; run < runs; run++) {
            ConversionResult result = choice.conversion(source, target).run(spark);
            if (!result.quarantined().isEmpty()) {
                throw new IllegalStateException(result.quarantined().get(0).reason());
            }
            Map<String, Double> seconds = new LinkedHashMap<>();
            seconds.put("write", result.seconds());
            seconds.put("all", seconds(columns -> columns, choice, target));
            seconds.put(
                    "column",
                    seconds(columns -> columns.subList(columns.size() / 2, columns.size() / 2 + 1), choice, target));
            seconds.put("cell", secondsOfCell(choice, target));
            if (run >= 0) {
                seconds.forEach((what, once) -> timings.merge(what, Timings.of(once), Timings::and));
            }
            List<Path> made = files(target);
            files = made.size();
            bytes = 0;
            for (Path file : made) {
                bytes += Files.size(file);
            }
            WorkDirectory.delete(target);
        }
        double millionRows = cells * cellRows / 1e6;
        System.out.printf(
                "| %s | %,d | %.1f | %.2f | %.1f | %.1f | %.0f |%n",
                choice.title(),
                files,
                100.0 * bytes / raw,
                millionRows / timings.get("write").median(),
                millionRows / timings.get("all").median(),
                millionRows / timings.get("column").median(),
                1000 * timings.get("cell").median());
        Map<String, Object> json =
                new LinkedHashMap<>(Map.of("choice", choice.title(), "files", files, "bytes", bytes));
        timings.forEach((what, runsOfIt) -> json.put(what, runsOfIt.seconds()));
        return json;
    }

    private static List<Path> files(Path target) throws IOException {
        try (Stream<Path> walk = Files.walk(target)) {
            return walk.filter(path -> path.toString().endsWith(".h5")
                            || path.getFileName().toString().equals("raw_data.parquet"))
                    .toList();
        }
    }

    private interface Columns {
        List<String> of(List<String> columns);
    }

    /** Sums columns; the time of planning, which opens files, is part of it. */
    private double seconds(Columns chosen, StorageChoice choice, Path target) {
        long start = System.nanoTime();
        Dataset<Row> rows = choice.read(spark, target).drop("cell");
        List<Column> sums =
                chosen.of(List.of(rows.columns())).stream().map(functions::sum).toList();
        rows.agg(functions.count(functions.lit(1)).as("rows"), sums.toArray(Column[]::new))
                .collectAsList()
                .forEach(row -> check(row.getLong(0), cells * cellRows));
        return (System.nanoTime() - start) / NANOS;
    }

    private double secondsOfCell(StorageChoice choice, Path target) {
        long start = System.nanoTime();
        String name = "cell-%05d".formatted(cells / 2);
        long found = choice.read(spark, target)
                .where(functions.col("cell").equalTo(name))
                .agg(functions.count("voltage"), functions.sum("voltage"))
                .head()
                .getLong(0);
        check(found, cellRows);
        return (System.nanoTime() - start) / NANOS;
    }

    private static void check(long found, long expected) {
        if (found != expected) {
            throw new IllegalStateException("found " + found + " rows, not " + expected);
        }
    }
}

package io.battdat.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** What {@link ReadComparison} prints: a table to read, and one line of JSON to keep. */
final class ReadReport {
    private static final String LINE = "%-25s %-19s %9s %9s %9s %9s %9s  %s%n";

    private final long rows;
    private final Map<String, Object> json = new LinkedHashMap<>();

    ReadReport(long rows) {
        this.rows = rows;
        json.put("benchmark", "read-comparison");
        json.put("rows", rows);
    }

    void begin(SparkSession spark, int warmups, int runs) {
        String master = spark.sparkContext().master();
        System.out.printf(
                "%n%,d rows x %d columns; %s; Spark %s, Java %s; medians of %d runs after %d to warm up%n",
                rows, CyclerRows.COLUMNS.size(), master, spark.version(), Runtime.version(), runs, warmups);
        json.put("master", master);
        json.put("spark", spark.version());
        json.put("java", Runtime.version().toString());
        json.put("runs", runs);
    }

    void stored(TableFormat format, long bytes, int partitions) {
        System.out.printf("%-19s %,13d bytes, %d partitions%n", format.title(), bytes, partitions);
        json.put(format.name(), Map.of("storedBytes", bytes, "partitions", partitions));
    }

    /** @param battdatBytes what the query reads of the battdat file */
    void measured(Query query, Map<TableFormat, Measured> runs, BytesRead.Count battdatBytes) {
        System.out.println();
        System.out.printf(
                LINE, "query", "format", "median s", "fastest", "slowest", "CPU s", "M rows/s", "gzip, snappy Parquet");
        double gzip = runs.get(TableFormat.GZIP_PARQUET).elapsed().median();
        double snappy = runs.get(TableFormat.SNAPPY_PARQUET).elapsed().median();
        Map<String, Object> formats = new LinkedHashMap<>();
        runs.forEach((format, measured) -> {
            Timings elapsed = measured.elapsed();
            double asGzip = gzip / elapsed.median();
            double asSnappy = snappy / elapsed.median();
            System.out.printf(
                    LINE,
                    query.description(),
                    format.title(),
                    seconds(elapsed.median()),
                    seconds(elapsed.fastest()),
                    seconds(elapsed.slowest()),
                    seconds(measured.processor().median()),
                    "%.1f".formatted(rows / elapsed.median() / 1e6),
                    format.isBattdat() ? "%.2f, %.2f times as fast".formatted(asGzip, asSnappy) : "");
            formats.put(
                    format.name(),
                    Map.of(
                            "seconds", elapsed.seconds(),
                            "median", elapsed.median(),
                            "medianProcessorSeconds", measured.processor().median(),
                            "rowsPerSecond", Math.round(rows / elapsed.median()),
                            "timesAsFastAsGzipParquet", asGzip,
                            "timesAsFastAsSnappyParquet", asSnappy));
        });
        System.out.printf(
                "%-25s %-19s %,d bytes of data, %,d bytes of structure%n",
                query.description(), "battdat reads", battdatBytes.inTasks(), battdatBytes.whilePlanning());
        formats.put("battdatDataBytes", battdatBytes.inTasks());
        formats.put("battdatStructureBytes", battdatBytes.whilePlanning());
        json.put(query.name(), formats);
    }

    private static String seconds(double seconds) {
        return "%.3f".formatted(seconds);
    }

    void end() throws JsonProcessingException {
        System.out.println();
        System.out.println(new ObjectMapper().writeValueAsString(json));
    }
}

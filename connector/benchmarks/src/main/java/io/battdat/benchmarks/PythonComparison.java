package io.battdat.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.LongColumn;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thread against the Python libraries, on a file of each compressor: {@code python/read_peers.py} measures h5py, PyTables and, where it
 * is installed, battdat; this the table reader, with the same sums, which must agree.
 */
public final class PythonComparison {
    private static final Map<String, String> DEFAULTS = Map.of(
            "rows", "5000000",
            "runs", "5",
            "directory", "",
            "python", "/usr/bin/python3",
            "script", "connector/benchmarks/python/read_peers.py");
    private static final double TOLERANCE = 1e-9;
    private static final int WARMUPS = 3;
    private static final int SUMS = 4;
    private static final String ALL_COLUMNS = "all columns";
    private static final String LINE = "%-12s %-20s %9.3f  %s%n";

    private final TableFormat format;
    private final Path file;
    private final long rows;
    private final int runs;
    private final Map<String, Double> sums = new LinkedHashMap<>();

    private PythonComparison(TableFormat format, Path file, long rows, int runs) {
        this.format = format;
        this.file = file;
        this.rows = rows;
        this.runs = runs;
    }

    public static void main(String[] commandLine) throws IOException, InterruptedException {
        Arguments arguments = new Arguments(commandLine, DEFAULTS);
        try (WorkDirectory directory = new WorkDirectory(arguments.text("directory"))) {
            long rows = arguments.number("rows");
            Path file = directory.battdatFile(rows);
            Recompression recompression = new Recompression(arguments.text("python"));
            for (TableFormat format : TableFormat.values()) {
                if (format.isOfPython() && format.isWrittenBy(recompression)) {
                    new PythonComparison(
                                    format, format.battdatFile(file, recompression), rows, arguments.integer("runs"))
                            .run(arguments.text("python"), arguments.text("script"));
                }
            }
        }
    }

    private void run(String python, String script) throws IOException, InterruptedException {
        Map<String, Double> rowsPerSecond = new LinkedHashMap<>();
        rowsPerSecond.put(ALL_COLUMNS, rows / measure(ColumnChoice.ALL).median());
        String middle = CyclerRows.COLUMNS.get(ColumnChoice.MIDDLE.members().get(0));
        rowsPerSecond.put(middle, rows / measure(ColumnChoice.MIDDLE).median());
        JsonNode peers = new PythonScript(python, script).run("--runs", Integer.toString(runs), file.toString());
        requireSameSums(peers.get("sums"));
        print(rowsPerSecond, peers);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("benchmark", "python-comparison");
        json.put("format", format.name());
        json.put("java", Runtime.version().toString());
        json.put("tableReaderRowsPerSecond", rowsPerSecond);
        json.put("peers", peers);
        System.out.println();
        System.out.println(new ObjectMapper().writeValueAsString(json));
    }

    private void print(Map<String, Double> rowsPerSecond, JsonNode peers) {
        System.out.printf(
                "%n%,d rows x %d columns, %s; one thread; medians of %d runs%n"
                        + "Java %s; Python %s, h5py %s, PyTables %s, HDF5 %s%n%n",
                rows,
                CyclerRows.COLUMNS.size(),
                format.title(),
                runs,
                Runtime.version(),
                peers.get("python").asText(),
                peers.get("h5py").asText(),
                peers.get("pytables").asText(),
                peers.get("hdf5").asText());
        System.out.printf("%-12s %-20s %9s  %s%n", "read", "library", "M rows/s", "TableReader is");
        rowsPerSecond.forEach((read, ours) -> {
            System.out.printf(LINE, read, "TableReader", ours / 1e6, "");
            for (JsonNode peer : peers.get("results")) {
                // battdat reads record by record only, which stands against all columns
                boolean records = peer.get("read").asText().equals("records") && read.equals(ALL_COLUMNS);
                if (records || peer.get("read").asText().equals(read)) {
                    double theirs = peer.get("rows_per_second").asDouble();
                    String library = peer.get("library").asText() + (records ? " (records)" : "");
                    System.out.printf(LINE, read, library, theirs / 1e6, "%.2f times as fast".formatted(ours / theirs));
                }
            }
        });
    }

    private Timings measure(ColumnChoice columns) throws IOException {
        Timings timings = Timings.of();
        for (int run = -WARMUPS; run < runs; run++) {
            long start = System.nanoTime();
            read(columns);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (run >= 0) {
                timings = timings.and(Timings.of(seconds));
            }
        }
        return timings;
    }

    /** From opening the file to the sums, as the script measures too. */
    private void read(ColumnChoice columns) throws IOException {
        try (BattdatFile opened = BattdatFile.open(file)) {
            TableInfo table = opened.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            double[] columnSums = new double[columns.members().size()];
            try (TableReader reader = new TableReader(opened.input(), table, columns.members(), 0, table.rowCount())) {
                while (reader.next()) {
                    for (int i = 0; i < columnSums.length; i++) {
                        columnSums[i] += sum(reader.column(i), reader.rowCount());
                    }
                }
            }
            for (int i = 0; i < columnSums.length; i++) {
                sums.put(CyclerRows.COLUMNS.get(columns.members().get(i)), columnSums[i]);
            }
        }
    }

    private static double sum(Column column, int rowCount) {
        if (column instanceof LongColumn integers) {
            long sum = 0;
            for (int i = 0; i < rowCount; i++) {
                sum += integers.values()[i];
            }
            return sum;
        }
        // in several sums, as numpy does it: one alone waits for each addition before the next
        double[] values = ((DoubleColumn) column).values();
        double[] sums = new double[SUMS];
        int i = 0;
        for (; i + SUMS <= rowCount; i += SUMS) {
            sums[0] += values[i];
            sums[1] += values[i + 1];
            sums[2] += values[i + 2];
            sums[3] += values[i + 3];
        }
        for (; i < rowCount; i++) {
            sums[0] += values[i];
        }
        return Arrays.stream(sums).sum();
    }

    private void requireSameSums(JsonNode peers) {
        sums.forEach((column, sum) -> {
            double theirs = peers.get(column).asDouble();
            if (Math.abs(theirs - sum) > TOLERANCE * Math.abs(sum)) {
                throw new IllegalStateException(
                        "the sum of " + column + " is " + sum + " here, and " + theirs + " in Python");
            }
        });
    }
}

package io.battdat.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.convert.BattdatConversion;
import io.battdat.convert.CellFiles;
import io.battdat.convert.ColumnBatches;
import io.battdat.convert.LocalFile;
import io.battdat.convert.VendorOptions;
import io.battdat.convert.VendorReader;
import io.battdat.convert.VendorTable;
import io.battdat.hdf5.write.WriteMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Vendors' files, read and made into battdat files with zlib 5 on one thread, against battdat's own readers and writer,
 * which {@code python/convert_peers.py} measures on fewer rows of the same kind.
 */
public final class ConvertComparison {
    private static final Map<String, String> DEFAULTS = Map.of(
            "rows", "1000000",
            "runs", "5",
            "warmup", "3",
            "directory", "",
            "python", "/usr/bin/python3",
            "python-rows", "50000",
            "script", "connector/benchmarks/python/convert_peers.py");
    private static final int ZLIB_LEVEL = 5;

    private ConvertComparison() {}

    public static void main(String[] commandLine) throws IOException, InterruptedException {
        Arguments arguments = new Arguments(commandLine, DEFAULTS);
        try (WorkDirectory work = new WorkDirectory(arguments.text("directory"))) {
            JsonNode python = python(arguments, work.path());
            System.out.printf(
                    "%n%,d rows; one thread; Java %s; medians of %d runs; battdat: %s%n%n%-12s %-8s %9s %9s%n",
                    arguments.number("rows"),
                    Runtime.version(),
                    arguments.integer("runs"),
                    python.has("missing")
                            ? "not measured, " + python.get("missing").asText()
                            : "%s with pandas %s, %s rows"
                                    .formatted(
                                            python.get("battdat").asText(),
                                            python.get("pandas").asText(),
                                            arguments.text("python-rows")),
                    "format",
                    "what",
                    "M rows/s",
                    "MB/s");
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("benchmark", "convert-comparison");
            json.put("java", Runtime.version().toString());
            json.put("python", python);
            for (VendorFiles vendor : VendorFiles.values()) {
                measure(vendor, arguments, work.path(), python, json);
            }
            System.out.println();
            System.out.println(new ObjectMapper().writeValueAsString(json));
        }
    }

    private static JsonNode python(Arguments arguments, Path directory) throws IOException, InterruptedException {
        List<String> call = new ArrayList<>(List.of("--runs", "3", directory.toString()));
        for (VendorFiles vendor : VendorFiles.values()) {
            call.add(vendor.format().name() + "=" + vendor.write(directory, arguments.number("python-rows")));
        }
        return new PythonScript(arguments.text("python"), arguments.text("script")).run(call.toArray(String[]::new));
    }

    private static void measure(
            VendorFiles vendor, Arguments arguments, Path directory, JsonNode python, Map<String, Object> json)
            throws IOException {
        LocalFile file = LocalFile.of(vendor.write(directory, arguments.number("rows")));
        CellFiles cell = vendor.format().group(List.of(file)).get(0);
        VendorReader reader = vendor.format().reader(cell, VendorOptions.DEFAULT);
        Path target = directory.resolve("converted.h5");
        Map<String, Measurable> what = new LinkedHashMap<>();
        what.put("read", () -> read(reader));
        what.put("convert", () -> BattdatConversion.write(reader, target, WriteMode.TRUNCATE, ZLIB_LEVEL)
                .get("raw_data"));
        for (Map.Entry<String, Measurable> each : what.entrySet()) {
            Timings timings = null;
            long rows = 0;
            for (int run = -arguments.integer("warmup"); run < arguments.integer("runs"); run++) {
                long start = System.nanoTime();
                rows = each.getValue().run();
                Timings once = Timings.of((System.nanoTime() - start) / 1e9);
                if (run >= 0) {
                    timings = timings == null ? once : timings.and(once);
                }
            }
            double ours = rows / timings.median();
            JsonNode theirs =
                    python.path("rows_per_second").path(vendor.format().name()).path(each.getKey());
            System.out.printf(
                    "%-12s %-8s %9.3f %9.0f  %s%n",
                    vendor.format().name(),
                    each.getKey(),
                    ours / 1e6,
                    file.length() / timings.median() / 1e6,
                    theirs.isMissingNode() ? "" : "%.0f times battdat".formatted(ours / theirs.asDouble()));
            json.put(vendor.format().name() + ", " + each.getKey(), Math.round(ours));
        }
    }

    private static long read(VendorReader reader) throws IOException {
        long rows = 0;
        for (VendorTable table : reader.tables()) {
            try (ColumnBatches batches = table.open()) {
                while (batches.next()) {
                    rows += batches.rowCount();
                }
            }
        }
        return rows;
    }

    private interface Measurable {
        long run() throws IOException;
    }
}

package io.battdat.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.hdf5.write.WriteMode;
import io.battdat.streaming.HDF5Writer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast {@link HDF5Writer} writes, row by row and in columns, with zlib 5 and without, in one thread and in two that
 * each write a file; against battdat's own {@code HDF5Writer.write_row}, which {@code python/write_peers.py} measures. All
 * cases take turns, run by run, so that the JIT compiler has seen the same of each.
 */
public final class WriteComparison {
    private static final Map<String, String> DEFAULTS = Map.of(
            "rows", "2000000",
            "runs", "5",
            "warmup", "3",
            "directory", "",
            "python", "/usr/bin/python3",
            "python-rows", "100000",
            "script", "connector/benchmarks/python/write_peers.py");
    private static final int BATCH_ROWS = 10_000;
    private static final int ZLIB_LEVEL = 5;
    private static final String LINE = "%-13s %-12s %-8s %9.3f %9s  %s%n";

    private final Path directory;
    private final int batches;
    private final CyclerBatch batch = CyclerBatch.of(BATCH_ROWS);
    private final Map<String, Object> json = new LinkedHashMap<>();

    private enum Call {
        WRITE_ROW("writeRow") {
            @Override
            void write(HDF5Writer writer, CyclerBatch batch) throws IOException {
                for (Map<String, Object> row : batch.rows()) {
                    writer.writeRow(row);
                }
            }
        },
        WRITE_COLUMNS("writeColumns") {
            @Override
            void write(HDF5Writer writer, CyclerBatch batch) throws IOException {
                writer.writeColumns(batch.columns());
            }
        };

        private final String title;

        Call(String title) {
            this.title = title;
        }

        abstract void write(HDF5Writer writer, CyclerBatch batch) throws IOException;
    }

    private record Case(int level, Call call, int threads) {
        static List<Case> all(int... levels) {
            List<Case> cases = new ArrayList<>();
            for (int level : levels) {
                for (Call call : Call.values()) {
                    cases.add(new Case(level, call, 1));
                    cases.add(new Case(level, call, 2));
                }
            }
            return cases;
        }

        boolean isFirstOfItsLevel() {
            return call == Call.WRITE_ROW && threads == 1;
        }

        String compression() {
            return level == 0 ? "none" : "zlib " + level;
        }
    }

    private WriteComparison(Path directory, long rows) {
        this.directory = directory;
        this.batches = Math.toIntExact(Math.max(1, rows / BATCH_ROWS));
    }

    public static void main(String[] commandLine) throws Exception {
        Arguments arguments = new Arguments(commandLine, DEFAULTS);
        try (WorkDirectory directory = new WorkDirectory(arguments.text("directory"))) {
            WriteComparison comparison = new WriteComparison(directory.path(), arguments.number("rows"));
            comparison.run(arguments);
        }
    }

    private void run(Arguments arguments) throws IOException, InterruptedException, ExecutionException {
        JsonNode python = new PythonScript(arguments.text("python"), arguments.text("script"))
                .run("--rows", arguments.text("python-rows"), directory.toString());
        System.out.printf(
                "%n%,d rows x %d columns a thread; Java %s; Python %s, PyTables %s: %s; medians of %d runs%n%n",
                (long) batches * BATCH_ROWS,
                CyclerRows.COLUMNS.size(),
                Runtime.version(),
                python.get("python").asText(),
                python.get("pytables").asText(),
                python.get("what").asText(),
                arguments.integer("runs"));
        System.out.printf("%-13s %-12s %-8s %9s %9s%n", "call", "compression", "threads", "M rows/s", "per CPU s");
        json.put("benchmark", "write-comparison");
        json.put("java", Runtime.version().toString());
        json.put("python", python);
        Map<Case, Measured> measured =
                measure(Case.all(ZLIB_LEVEL, 0), arguments.integer("warmup"), arguments.integer("runs"));
        measured.forEach((which, timings) -> {
            double theirs = python.get("rows_per_second")
                    .get(Integer.toString(which.level))
                    .asDouble();
            if (which.isFirstOfItsLevel()) {
                System.out.printf(LINE, "write_row", which.compression(), "1", theirs / 1e6, "", "(Python)");
            }
            double ours = rows(which) / timings.elapsed().median();
            double ofProcessor = rows(which) / timings.processor().median() / 1e6;
            String ratios = "%.0f times write_row".formatted(ours / theirs);
            if (which.threads > 1) {
                Case single = new Case(which.level, which.call, 1);
                double one = rows(single) / measured.get(single).elapsed().median();
                ratios += ", %.2f times one thread".formatted(ours / one);
            }
            System.out.printf(
                    LINE,
                    which.call.title,
                    which.compression(),
                    which.threads,
                    ours / 1e6,
                    "%.3f".formatted(ofProcessor),
                    ratios);
            json.put(which.call.title + ", " + which.compression() + ", threads " + which.threads, Math.round(ours));
        });
        System.out.println();
        System.out.println(new ObjectMapper().writeValueAsString(json));
    }

    private long rows(Case which) {
        return (long) which.threads * batches * BATCH_ROWS;
    }

    private Map<Case, Measured> measure(List<Case> cases, int warmups, int runs)
            throws InterruptedException, ExecutionException {
        Map<Case, Measured> measured = new LinkedHashMap<>();
        for (int run = -warmups; run < runs; run++) {
            for (Case which : cases) {
                Measured once = measure(which);
                if (run >= 0) {
                    measured.merge(which, once, Measured::and);
                }
            }
        }
        return measured;
    }

    private Measured measure(Case which) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(which.threads);
        try {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int i = 0; i < which.threads; i++) {
                Path file = directory.resolve("written-" + i + ".h5");
                tasks.add(() -> write(file, which.call, which.level));
            }
            long start = System.nanoTime();
            double processorSeconds = 0;
            for (Future<Long> task : pool.invokeAll(tasks)) {
                processorSeconds += task.get() / 1e9;
            }
            return Measured.once((System.nanoTime() - start) / 1e9, processorSeconds);
        } finally {
            pool.shutdown();
        }
    }

    /** From opening the file until it has its name; returns nanoseconds of the thread's processor time. */
    private long write(Path file, Call call, int level) throws IOException {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (HDF5Writer writer = HDF5Writer.open(file)
                .mode(WriteMode.TRUNCATE)
                .complevel(level)
                .expectedRows((long) batches * BATCH_ROWS)) {
            for (int i = 0; i < batches; i++) {
                call.write(writer, batch);
            }
        }
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    }
}

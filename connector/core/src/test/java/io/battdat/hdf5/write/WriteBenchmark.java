package io.battdat.hdf5.write;

import io.battdat.streaming.HDF5Writer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Rows a second of a table of seven columns, by row and by columns, one thread and two with a file each. */
public final class WriteBenchmark {
    private static final int ROWS = 2_000_000;
    private static final int BATCH_ROWS = 100_000;
    private static final int ROUNDS = 3;

    private final int[] cycle = new int[ROWS];
    private final Map<String, double[]> numbers = new LinkedHashMap<>();

    private interface Job {
        void write(Path path, int level) throws IOException;
    }

    private WriteBenchmark() {
        for (String name : List.of("test_time", "current", "voltage", "temperature", "cycle_time", "cycle_capacity")) {
            numbers.put(name, new double[ROWS]);
        }
        Random random = new Random(1);
        for (int i = 0; i < ROWS; i++) {
            cycle[i] = i / 2000;
            numbers.get("test_time")[i] = i * 0.5;
            numbers.get("current")[i] = (i / 1000 % 2 == 0 ? 1.5 : -1.5) + Math.rint(random.nextGaussian() * 10) / 1e4;
            numbers.get("voltage")[i] = 3.7 + Math.rint(4000 * Math.sin(i / 300.0)) / 1e4;
            numbers.get("temperature")[i] = 25 + Math.rint(random.nextGaussian() * 10) / 100;
            numbers.get("cycle_time")[i] = i % 2000 * 0.5;
            numbers.get("cycle_capacity")[i] = i % 1000 * 1.5 / 7200;
        }
    }

    /** Prints the figures; the folder for the files is the one argument, by default that for temporary files. */
    public static void main(String[] arguments) throws Exception {
        Path folder = arguments.length > 0
                ? Files.createDirectories(Path.of(arguments[0]))
                : Files.createTempDirectory("battdat-write");
        WriteBenchmark benchmark = new WriteBenchmark();
        for (int round = 0; round < ROUNDS; round++) {
            for (int level : new int[] {5, 0}) {
                for (int threads : new int[] {1, 2}) {
                    benchmark.time("writeRow", benchmark::byRow, folder, level, threads);
                    benchmark.time("writeColumns", benchmark::byColumns, folder, level, threads);
                }
            }
        }
    }

    private void time(String what, Job job, Path folder, int level, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Long>> running = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            Path path = folder.resolve(i + ".h5");
            running.add(pool.submit(() -> {
                long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                job.write(path, level);
                return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            }));
        }
        long busy = 0;
        for (Future<Long> thread : running) {
            busy += thread.get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        pool.shutdown();
        System.out.printf(
                "%-12s zlib %d, %d thread(s): %5.2f M rows/s (%5.2f in a second of the processor), %d MiB a file%n",
                what,
                level,
                threads,
                threads * ROWS / seconds / 1e6,
                threads * ROWS / (busy / 1e9) / 1e6,
                Files.size(folder.resolve("0.h5")) >> 20);
    }

    private void byRow(Path path, int level) throws IOException {
        double[] time = numbers.get("test_time");
        double[] current = numbers.get("current");
        double[] voltage = numbers.get("voltage");
        double[] temperature = numbers.get("temperature");
        double[] cycleTime = numbers.get("cycle_time");
        double[] capacity = numbers.get("cycle_capacity");
        try (HDF5Writer writer =
                HDF5Writer.open(path).mode(WriteMode.TRUNCATE).complevel(level).expectedRows(ROWS)) {
            for (int i = 0; i < ROWS; i++) {
                writer.writeRow(Map.of(
                        "test_time", time[i],
                        "cycle_number", cycle[i],
                        "current", current[i],
                        "voltage", voltage[i],
                        "temperature", temperature[i],
                        "cycle_time", cycleTime[i],
                        "cycle_capacity", capacity[i]));
            }
        }
    }

    private void byColumns(Path path, int level) throws IOException {
        try (HDF5Writer writer =
                HDF5Writer.open(path).mode(WriteMode.TRUNCATE).complevel(level).expectedRows(ROWS)) {
            for (int from = 0; from < ROWS; from += BATCH_ROWS) {
                int to = from + BATCH_ROWS;
                Map<String, Object> batch = new LinkedHashMap<>();
                batch.put("cycle_number", Arrays.copyOfRange(cycle, from, to));
                for (Map.Entry<String, double[]> column : numbers.entrySet()) {
                    batch.put(column.getKey(), Arrays.copyOfRange(column.getValue(), from, to));
                }
                writer.writeColumns(batch);
            }
        }
    }
}

package io.battdat.hdf5.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.metadata.StandardSchemas;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads write, append to, abort and fail on files of their own at the same time. */
class ConcurrentWritersTest {
    private static final int THREADS = 6;
    private static final int ROUNDS = 6;

    @TempDir
    private Path folder;

    @Test
    void filesOfSeveralThreadsComeOutRight() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                running.add(threads.submit(() -> {
                    writeInRounds(number);
                    return null;
                }));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(Handle.openCount()).isZero();
        assertThat(NativeHdf5.openObjects()).isZero();
        for (int thread = 0; thread < THREADS; thread++) {
            assertThat(Rows.read(folder.resolve(thread + ".h5"), "cell", "t")).isEqualTo(rows(thread, ROUNDS * 50));
        }
    }

    private void writeInRounds(int thread) throws IOException {
        Path path = folder.resolve(thread + ".h5");
        TableSpec spec = spec();
        for (int round = 0; round < ROUNDS; round++) {
            TableOptions options = new TableOptions(
                    StandardSchemas.RAW_DATA, new Compression(thread % 2 == 0 ? 5 : 0), 0, OptionalInt.of(17));
            List<Map<String, Object>> rows = rows(thread, (round + 1) * 50);
            if (round == 3) {
                Hdf5OutputFile given = Hdf5OutputFile.open(path, WriteMode.APPEND);
                TableWriter.open(given, "cell", "t").append(Rows.columns(spec, rows), 0, 10);
                given.abort();
            }
            try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.APPEND);
                    TableWriter table = round == 0
                            ? TableWriter.create(file, "cell", "t", spec, options)
                            : TableWriter.open(file, "cell", "t")) {
                for (int row = round * 50; row < round * 50 + 50; row += 10) {
                    table.append(Rows.columns(spec, rows), row, 10);
                }
            }
        }
    }

    private static TableSpec spec() {
        Map<String, io.battdat.hdf5.ElementType> columns = new LinkedHashMap<>();
        columns.put("thread", StorageTypes.INT32);
        columns.put("row", StorageTypes.FLOAT64);
        columns.put("text", StorageTypes.text(1));
        return new TableSpec(columns);
    }

    private static List<Map<String, Object>> rows(int thread, int count) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("thread", thread);
            values.put("row", (double) row);
            values.put("text", "t".repeat(row / 40));
            rows.add(values);
        }
        return rows;
    }
}

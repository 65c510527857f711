package io.battdat.benchmarks;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A generated table in memory.
 *
 * @param bytes the whole file
 */
record StoredTable(byte[] bytes, TableInfo table) {
    /** Rows of the tables that JMH's benchmarks read: whole chunks, 26 MB decoded. */
    static final int ROWS = 200 * BenchmarkTable.CHUNK_ROWS;

    static StoredTable generate(BenchmarkTable.Storage storage) throws IOException {
        Path path = Files.createTempFile("battdat-benchmark", ".h5");
        try {
            new BenchmarkTable(ROWS, storage).write(path);
            byte[] bytes = Files.readAllBytes(path);
            try (BattdatFile file = BattdatFile.open(new MemoryInput(bytes))) {
                return new StoredTable(bytes, file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA));
            }
        } finally {
            Files.delete(path);
        }
    }

    MemoryInput input() {
        return new MemoryInput(bytes);
    }
}

package io.battdat.benchmarks;

import io.battdat.hdf5.ChunkIndex;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The JDK's inflater alone on the chunks of {@link DecodeBenchmark}: the bound of any reader that uses it. From byte planes
 * it inflates as far as the columns reach, from rows the whole chunk.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class InflateBenchmark {
    @Param({"ZLIB_SHUFFLE", "ZLIB"})
    public String storage;

    @Param
    public ColumnChoice columns;

    private final Inflater inflater = new Inflater();
    private final byte[] chunk = new byte[BenchmarkTable.CHUNK_ROWS * BenchmarkTable.ROW_BYTES];
    private StoredTable stored;
    private int neededBytes;

    @Setup
    public void generate() throws IOException {
        BenchmarkTable.Storage chosen = BenchmarkTable.Storage.valueOf(storage);
        stored = StoredTable.generate(chosen);
        neededBytes = chosen == BenchmarkTable.Storage.ZLIB_SHUFFLE
                ? columns.neededRowBytes() * BenchmarkTable.CHUNK_ROWS
                : chunk.length;
    }

    @Benchmark
    @OperationsPerInvocation(StoredTable.ROWS)
    public void inflate(Blackhole blackhole) throws DataFormatException {
        ChunkIndex chunks = stored.table().chunks();
        for (int i = 0; i < chunks.size(); i++) {
            inflater.reset();
            inflater.setInput(stored.bytes(), (int) chunks.address(i), (int) chunks.storedBytes(i));
            int length = 0;
            while (length < neededBytes) {
                length += inflater.inflate(chunk, length, neededBytes - length);
            }
            blackhole.consume(chunk);
        }
    }

    @TearDown
    public void free() {
        inflater.end();
    }
}

package io.battdat.benchmarks;

import io.jhdf.HdfFile;
import io.jhdf.api.dataset.ChunkedDataset;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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

/** jHDF's own decoding of the chunks of {@link DecodeBenchmark}, on one thread: to rows, not yet to columns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JhdfBenchmark {
    @Param({"ZLIB_SHUFFLE", "ZLIB", "SHUFFLE", "UNCOMPRESSED"})
    public String storage;

    private HdfFile file;
    private ChunkedDataset dataset;

    @Setup
    public void generate() throws IOException {
        file = HdfFile.fromBytes(
                StoredTable.generate(BenchmarkTable.Storage.valueOf(storage)).bytes());
        dataset = (ChunkedDataset) file.getDatasetByPath("raw_data");
    }

    @Benchmark
    @OperationsPerInvocation(StoredTable.ROWS)
    public void decodeChunks(Blackhole blackhole) {
        for (int row = 0; row < StoredTable.ROWS; row += BenchmarkTable.CHUNK_ROWS) {
            blackhole.consume(dataset.getDecompressedChunk(new int[] {row}));
        }
    }

    @TearDown
    public void close() {
        file.close();
    }
}

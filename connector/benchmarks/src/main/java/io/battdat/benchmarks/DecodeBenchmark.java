package io.battdat.benchmarks;

import io.battdat.hdf5.read.TableReader;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The table reader on one thread: stored chunks to columns. An operation is a row, so that {@code ops/us} are million rows
 * a second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeBenchmark {
    /** {@code SHUFFLE} and {@code UNCOMPRESSED} show what gathering columns costs, from byte planes and from rows. */
    @Param({"ZLIB_SHUFFLE", "ZLIB", "SHUFFLE", "UNCOMPRESSED"})
    public String storage;

    @Param
    public ColumnChoice columns;

    private StoredTable stored;

    @Setup
    public void generate() throws IOException {
        stored = StoredTable.generate(BenchmarkTable.Storage.valueOf(storage));
    }

    @Benchmark
    @OperationsPerInvocation(StoredTable.ROWS)
    public void readTable(Blackhole blackhole) throws IOException {
        try (TableReader reader =
                new TableReader(stored.input(), stored.table(), columns.members(), 0, StoredTable.ROWS)) {
            while (reader.next()) {
                blackhole.consume(reader.column(0));
            }
        }
    }
}

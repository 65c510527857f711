package io.battdat.spark.read;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Reads one split: the tables of a small file one after the other, or a range of rows. */
final class SplitReader implements Closeable {
    private final OpenSplit split;
    private final ScanProjection projection;
    private final MetricCounts counts;
    private TableBatches current;

    private SplitReader(OpenSplit split, ScanProjection projection, MetricCounts counts) {
        this.split = split;
        this.projection = projection;
        this.counts = counts;
    }

    static SplitReader open(Split split, ScanProjection projection, Configuration configuration, MetricCounts counts)
            throws IOException {
        return new SplitReader(OpenSplit.open(split, projection, configuration, counts), projection, counts);
    }

    boolean next() throws IOException {
        while (true) {
            if (current == null) {
                Optional<FoundTable> found = split.next();
                if (found.isEmpty()) {
                    return false;
                }
                current = new TableBatches(split.input(), found.get(), projection, counts);
            }
            if (current.next()) {
                return true;
            }
            closeCurrent();
        }
    }

    ColumnarBatch batch() {
        return current.batch();
    }

    private void closeCurrent() {
        TableBatches closing = current;
        current = null;
        if (closing != null) {
            closing.close();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            closeCurrent();
        } finally {
            split.close();
        }
    }
}

package io.battdat.spark.read;

import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Reads the splits of a partition, one file open at a time. Spark closes it when the task ends, however it ends. */
final class BattdatPartitionReader implements PartitionReader<ColumnarBatch> {
    private final Iterator<Split> splits;
    private final ScanProjection projection;
    private final FileProblems problems;
    private final Configuration configuration;
    private final MetricCounts counts = new MetricCounts();
    /** Rows that may still be handed on, if not all are wanted. */
    private long rowsLeft;

    private Split split;
    private SplitReader reader;

    BattdatPartitionReader(
            Iterator<Split> splits, ScanProjection projection, FileProblems problems, Configuration configuration) {
        this.splits = splits;
        this.projection = projection;
        this.rowsLeft = projection.rows().limit();
        this.problems = problems;
        this.configuration = configuration;
    }

    @Override
    public boolean next() throws IOException {
        while (rowsLeft > 0 && (reader != null || splits.hasNext())) {
            try {
                if (reader == null) {
                    split = splits.next();
                    nameInputFile(split.file());
                    open();
                }
                if (loadBatch()) {
                    return true;
                }
                closeReader();
            } catch (IOException | RuntimeException e) {
                closeAfter(e);
                problems.skipOrThrow(split.file(), e);
            }
        }
        return false;
    }

    private void open() throws IOException {
        counts.add(ReadMetric.FILES_READ, 1);
        long start = System.nanoTime();
        reader = SplitReader.open(split, projection, configuration, counts);
        counts.addTime(ReadMetric.OPEN_TIME, start);
    }

    private boolean loadBatch() throws IOException {
        long start = System.nanoTime();
        boolean loaded = reader.next();
        counts.addTime(ReadMetric.READ_TIME, start);
        if (loaded) {
            counts.add(ReadMetric.ROWS, reader.batch().numRows());
            rowsLeft -= reader.batch().numRows();
        }
        return loaded;
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return counts.values();
    }

    @Override
    public ColumnarBatch get() {
        return reader.batch();
    }

    /** What {@code input_file_name()} returns. */
    private static void nameInputFile(ListedFile file) {
        InputFileBlockHolder.set(new Path(file.path()).toUri().toString(), 0, file.length());
    }

    private void closeReader() throws IOException {
        SplitReader closing = reader;
        reader = null;
        if (closing != null) {
            closing.close();
        }
    }

    private void closeAfter(Exception failure) {
        try {
            closeReader();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        InputFileBlockHolder.unset();
        closeReader();
    }
}

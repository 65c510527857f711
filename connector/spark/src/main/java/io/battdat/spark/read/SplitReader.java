package io.battdat.spark.read;

import io.battdat.CorruptFileException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.io.HadoopInput;
import io.battdat.io.SeekableInput;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Reads one split: the tables of a small file one after the other, or a range of rows. Owns the open file. */
final class SplitReader implements Closeable {
    /** Gives the tables to read; each may need a look at the file. */
    @FunctionalInterface
    private interface Tables {
        /** Empty at the end. */
        Optional<FoundTable> next() throws IOException;
    }

    private final Closeable file;
    private final SeekableInput input;
    private final Tables tables;
    private final ScanProjection projection;
    private final MetricCounts counts;
    private TableBatches current;

    private SplitReader(
            Closeable file, SeekableInput input, Tables tables, ScanProjection projection, MetricCounts counts) {
        this.file = file;
        this.input = input;
        this.tables = tables;
        this.projection = projection;
        this.counts = counts;
    }

    static SplitReader open(Split split, ScanProjection projection, Configuration configuration, MetricCounts counts)
            throws IOException {
        if (split instanceof Split.RowRange range) {
            SeekableInput input =
                    HadoopInput.open(new Path(range.file().path()), range.file().length(), configuration);
            return new SplitReader(input, input, once(() -> Optional.of(range.found())), projection, counts);
        }
        boolean mayGrow = split instanceof Split.TableRows;
        BattdatFile file = mayGrow
                ? BattdatFile.open(new Path(split.file().path()), configuration)
                : FilePlanner.open(split.file(), configuration);
        try {
            FileTables tables = new FileTables(file, split.file(), projection, Zones.STORED, counts);
            return new SplitReader(
                    file,
                    file.input(),
                    split instanceof Split.TableRows rows ? once(() -> someRows(tables, rows)) : tables::next,
                    projection,
                    counts);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Tables once(Tables tables) {
        Iterator<Tables> ones = List.of(tables).iterator();
        return () -> ones.hasNext() ? ones.next().next() : Optional.empty();
    }

    /** Rows of a table that may have grown since it was looked at. */
    private static Optional<FoundTable> someRows(FileTables tables, Split.TableRows rows) throws IOException {
        Optional<FoundTable> found = tables.find(rows.prefix());
        if (found.isEmpty()) {
            return found;
        }
        TableInfo table = found.get().table();
        if (table.rowCount() < rows.endRow()) {
            throw new CorruptFileException(
                    table.file(),
                    "table " + table.path(),
                    "it has " + table.rowCount() + " rows, and had " + rows.endRow()
                            + " when the query looked. A stream follows tables that grow");
        }
        return Optional.of(found.get().within(rows.firstRow(), rows.endRow()));
    }

    boolean next() throws IOException {
        while (true) {
            if (current == null) {
                Optional<FoundTable> found = tables.next();
                if (found.isEmpty()) {
                    return false;
                }
                current = new TableBatches(input, found.get(), projection, counts);
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
            file.close();
        }
    }
}

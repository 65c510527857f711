package io.battdat.spark.read;

import io.battdat.CorruptFileException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.io.HadoopInput;
import io.battdat.io.SeekableInput;
import io.battdat.spark.files.ListedFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Reads one split: the tables of a small file one after the other, or a range of rows. Owns the open file. */
final class SplitReader implements Closeable {
    /** Gives the tables to read; each may need a look at the file. */
    private interface Tables {
        boolean hasNext();

        TableBatches next() throws IOException;
    }

    private final Closeable file;
    private final Tables tables;
    private TableBatches current;

    private SplitReader(Closeable file, Tables tables) {
        this.file = file;
        this.tables = tables;
    }

    static SplitReader open(Split split, ScanProjection projection, Configuration configuration) throws IOException {
        if (split instanceof Split.RowRange range) {
            SeekableInput input =
                    HadoopInput.open(new Path(range.file().path()), range.file().length(), configuration);
            return new SplitReader(input, oneRange(input, range, projection));
        }
        if (split instanceof Split.TableRows rows) {
            // it may have grown since it was listed
            BattdatFile file = BattdatFile.open(new Path(rows.file().path()), configuration);
            return new SplitReader(file, someRows(file, rows, projection));
        }
        BattdatFile file = FilePlanner.open(split.file(), configuration);
        try {
            return new SplitReader(file, allTables(file, split.file(), projection));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Tables oneRange(SeekableInput input, Split.RowRange range, ScanProjection projection) {
        Iterator<Split.RowRange> ranges = List.of(range).iterator();
        return new Tables() {
            @Override
            public boolean hasNext() {
                return ranges.hasNext();
            }

            @Override
            public TableBatches next() {
                Split.RowRange next = ranges.next();
                return new TableBatches(
                        input, next.file(), next.table(), next.cell(), projection, next.firstRow(), next.endRow());
            }
        };
    }

    private static Tables someRows(BattdatFile opened, Split.TableRows rows, ScanProjection projection) {
        Iterator<Split.TableRows> ranges = List.of(rows).iterator();
        return new Tables() {
            @Override
            public boolean hasNext() {
                return ranges.hasNext();
            }

            @Override
            public TableBatches next() throws IOException {
                Split.TableRows next = ranges.next();
                TableInfo table = opened.table(next.prefix(), projection.conf().table());
                if (table.rowCount() < next.endRow()) {
                    throw new CorruptFileException(
                            table.file(),
                            "table " + table.path(),
                            "it has " + table.rowCount() + " rows, and had " + next.endRow()
                                    + " when the query looked. A stream follows tables that grow");
                }
                CellFacts cell = CellFacts.read(opened, table.prefix(), projection);
                return new TableBatches(
                        opened.input(), next.file(), table, cell, projection, next.firstRow(), next.endRow());
            }
        };
    }

    private static Tables allTables(BattdatFile opened, ListedFile file, ScanProjection projection) throws IOException {
        Iterator<TableInfo> infos =
                SchemaInference.tables(opened, projection.conf()).iterator();
        return new Tables() {
            @Override
            public boolean hasNext() {
                return infos.hasNext();
            }

            @Override
            public TableBatches next() throws IOException {
                TableInfo table = infos.next();
                CellFacts cell = CellFacts.read(opened, table.prefix(), projection);
                return new TableBatches(opened.input(), file, table, cell, projection, 0, table.rowCount());
            }
        };
    }

    boolean next() throws IOException {
        while (current != null || tables.hasNext()) {
            if (current == null) {
                current = tables.next();
            }
            if (current.next()) {
                return true;
            }
            current.close();
            current = null;
        }
        return false;
    }

    ColumnarBatch batch() {
        return current.batch();
    }

    @Override
    public void close() throws IOException {
        try {
            if (current != null) {
                current.close();
            }
        } finally {
            file.close();
        }
    }
}

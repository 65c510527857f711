package io.battdat.streaming;

import io.battdat.hdf5.BattdatFile;
import java.io.IOException;

/**
 * The rows of a table, one by one in file order; {@link BattdatStreams#records} says what may be thrown and when the file
 * is open.
 *
 * <p>{@link #prefix}, {@link #table} and {@link #columns} give another stream, which starts at the first row; this one
 * stays as it is.
 */
public final class RecordStream implements CloseableIterator<BattdatRecord> {
    private final FileSource source;
    private final String prefix;
    private final String table;
    private final ColumnSelection columns;
    private final FileIterator<BattdatRecord> records;

    RecordStream(FileSource source) {
        this(source, BattdatFile.ROOT, BattdatFile.RAW_DATA, ColumnSelection.ALL);
    }

    private RecordStream(FileSource source, String prefix, String table, ColumnSelection columns) {
        this.source = source;
        this.prefix = prefix;
        this.table = table;
        this.columns = columns;
        this.records =
                new FileIterator<>(source, file -> RecordItems.open(file, TableAddress.of(prefix, table), columns));
    }

    /** The cell, by the path of its group such as {@code cell_a}; {@code /}, the root, unless said otherwise. */
    public RecordStream prefix(String prefix) {
        return new RecordStream(source, prefix, table, columns);
    }

    /** The table, {@code raw_data} unless said otherwise; {@code cell_a/raw_data} includes the prefix. */
    public RecordStream table(String table) {
        return new RecordStream(source, prefix, table, columns);
    }

    /** Only these columns, in this order, all unless said otherwise; what is not asked for is not decoded. */
    public RecordStream columns(String... names) {
        return new RecordStream(source, prefix, table, ColumnSelection.of(names));
    }

    @Override
    public boolean hasNext() {
        return records.hasNext();
    }

    @Override
    public BattdatRecord next() {
        return records.next();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}

package io.battdat.streaming;

import io.battdat.hdf5.BattdatFile;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * The cycles of a cell, one by one in file order. As it is, it goes through the cycles of one table, each a
 * {@link ColumnarTable}; {@link #tables} and {@link #datasets} give the other shapes.
 *
 * <p>A cycle is a run of rows with equal {@code cycle_number}: a number that comes back later is a new cycle, and each
 * row with NaN is a cycle of its own. Memory holds one cycle and one batch of each table, no more.
 * {@link BattdatStreams#cycles} says what may be thrown and when the file is open.
 *
 * <p>{@link #prefix}, {@link #table} and {@link #columns} give another stream, which starts at the first cycle; this one
 * stays as it is. So do {@link #tables} and {@link #datasets}: close the one that is used.
 */
public final class CycleStream implements CloseableIterator<ColumnarTable> {
    private final FileSource source;
    private final String prefix;
    private final String table;
    private final ColumnSelection columns;
    private final FileIterator<ColumnarTable> cycles;

    CycleStream(FileSource source) {
        this(source, BattdatFile.ROOT, BattdatFile.RAW_DATA, ColumnSelection.ALL);
    }

    private CycleStream(FileSource source, String prefix, String table, ColumnSelection columns) {
        this.source = source;
        this.prefix = prefix;
        this.table = table;
        this.columns = columns;
        this.cycles = new FileIterator<>(
                source,
                file -> new MappedItems<>(
                        CycleItems.open(file, List.of(TableAddress.of(prefix, table)), columns, Map.of()),
                        cycle -> cycle.get(table)));
    }

    /** The cell, by the path of its group such as {@code cell_a}; {@code /}, the root, unless said otherwise. */
    public CycleStream prefix(String prefix) {
        return new CycleStream(source, prefix, table, columns);
    }

    /** The table, {@code raw_data} unless said otherwise; {@code cell_a/raw_data} includes the prefix. */
    public CycleStream table(String table) {
        return new CycleStream(source, prefix, table, columns);
    }

    /**
     * Only these columns, in this order, all unless said otherwise; {@code cycle_number} need not be among them. What is
     * not asked for is not decoded. Of several tables each gives those of the columns that it has.
     */
    public CycleStream columns(String... names) {
        return new CycleStream(source, prefix, table, ColumnSelection.of(names));
    }

    /**
     * The cycles of several tables side by side: maps by the names given here, in their order. It ends with the table
     * that ends first, as in Python: cycles that the others have beyond it are not reported.
     *
     * <p>{@link #next} throws {@link CycleMismatchException} where the tables' cycle numbers differ.
     *
     * @throws IllegalArgumentException if no table is named, or one twice
     */
    public CloseableIterator<Map<String, ColumnarTable>> tables(String... names) {
        List<TableAddress> addresses = checkedNames(names).stream()
                .map(name -> TableAddress.of(prefix, name))
                .toList();
        return new FileIterator<>(
                source,
                file -> new MappedItems<>(
                        CycleItems.open(file, addresses, columns, Map.of()), Collections::unmodifiableMap));
    }

    /**
     * The cycles of all tables of the cell that battdat wrote, in the order of their names, with the cell's metadata and
     * the column schemas. All of them must have a {@code cycle_number}; else name those to read. Otherwise as
     * {@link #tables}.
     *
     * <p>Metadata and schemas are read first: damage in them is a {@link io.battdat.CorruptFileException} before any
     * cycle.
     */
    public CloseableIterator<BatteryDataset> datasets() {
        return new FileIterator<>(source, new DatasetOpening(prefix, null, columns));
    }

    /**
     * As {@link #datasets()}, with the tables named here, in their order.
     *
     * @throws IllegalArgumentException if no table is named, or one twice
     */
    public CloseableIterator<BatteryDataset> datasets(String... names) {
        return new FileIterator<>(source, new DatasetOpening(prefix, checkedNames(names), columns));
    }

    private static List<String> checkedNames(String... names) {
        if (names.length == 0 || new HashSet<>(List.of(names)).size() < names.length) {
            throw new IllegalArgumentException("name each table once: " + List.of(names));
        }
        return List.of(names);
    }

    @Override
    public boolean hasNext() {
        return cycles.hasNext();
    }

    @Override
    public ColumnarTable next() {
        return cycles.next();
    }

    @Override
    public void close() throws IOException {
        cycles.close();
    }
}

package io.battdat.hdf5.write;

import static org.bytedeco.hdf5.global.hdf5.H5Ldelete;
import static org.bytedeco.hdf5.global.hdf5.H5Lmove;

import io.battdat.MissingTableException;
import io.battdat.UnsupportedFormatException;
import io.battdat.column.Column;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.FilterSpec;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.RecordLayout;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.zones.Zone;
import io.battdat.hdf5.zones.ZoneMap;
import io.battdat.metadata.ColumnSchema;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Adds rows to a table, new or there already.
 *
 * <p>Rows fill a chunk in memory; a full one is shuffled and deflated in the caller's thread and handed to the library as
 * it is to be stored. A chunk that is not full is written by {@link #flush} and {@link #close}, and again when more rows
 * have come. Text columns are as wide as the longest text so far: for a longer one the table is written anew beside the
 * old one, chunk by chunk, and takes its place.
 */
public final class TableWriter implements Closeable {
    /** Where a table is written anew, until it has the name of the old one. */
    private static final String REWRITE_NAME = "_i_battdat.rewrite";

    private static final String OF_OLD_RELEASE =
            "a release of battdat before 0.4 wrote the table through pandas, in a layout that is only read. Read it and"
                    + " write it to a new file, which can be appended to";

    private final Hdf5OutputFile file;
    private final String prefix;
    private final String name;
    private final String place;
    private final int chunkRows;
    private final Map<Long, Zone> zones = new HashMap<>();

    private RecordLayout layout;
    private List<FilterSpec> filters;
    private ChunkedDataset dataset;
    private ChunkEncoder encoder;
    private RowBlock block;
    private ZoneScanner scanner;
    private List<MemberScatterer> scatterers;
    private List<ColumnCheck> checks;
    private List<TextWidths> widths;

    /** Rows of the chunk in memory, of which those from {@link #rowsOnDisk} on are nowhere else. */
    private int pendingRows;
    /** Whether the rows of the table's last chunk, if it is not full, are in memory. */
    private boolean loaded;

    private long rowCount;
    private long rowsOnDisk;
    private boolean changed;
    private boolean closed;
    private long rowsTaken;
    private long chunksWritten;
    private long rawBytes;
    private long storedBytes;

    private TableWriter(
            Hdf5OutputFile file,
            String prefix,
            String name,
            RecordLayout layout,
            List<FilterSpec> filters,
            int chunkRows,
            long rowCount) {
        this.file = file;
        this.prefix = prefix;
        this.name = name;
        this.place = place(file, prefix, name);
        this.chunkRows = chunkRows;
        this.filters = filters;
        this.rowCount = rowCount;
        this.rowsOnDisk = rowCount;
        ChunkSize.check(place, chunkRows, layout.rowBytes());
        useLayout(layout);
    }

    private static String path(String prefix, String name) {
        return BattdatFile.ROOT.equals(prefix) ? name : prefix + "/" + name;
    }

    private static String place(Hdf5OutputFile file, String prefix, String name) {
        return file.path() + ": table " + path(prefix, name);
    }

    private void useLayout(RecordLayout newLayout) {
        layout = newLayout;
        encoder = new ChunkEncoder(file.path().toString(), "table " + path(prefix, name), filters, layout.rowBytes());
        block = new RowBlock(layout.rowBytes(), chunkRows, encoder.takesPlanes());
        scanner = new ZoneScanner(layout);
        scatterers = layout.members().stream().map(MemberScatterer::new).toList();
        checks = layout.members().stream()
                .map(member -> new ColumnCheck(place, member))
                .toList();
        widths = layout.members().stream()
                .map(member -> TextWidths.of(member.type()))
                .toList();
    }

    /**
     * Creates a table, and the groups of its prefix where they are not there.
     *
     * @param prefix the cell's group, {@link BattdatFile#ROOT} for the root
     * @throws WriteException if something has that name already
     * @throws UnsupportedFormatException if it is a table of a release before 0.4
     */
    public static TableWriter create(
            Hdf5OutputFile file, String prefix, String name, TableSpec spec, TableOptions options) throws IOException {
        file.checkOpen();
        Names.checkTable(name);
        if (name.equals(ZoneMap.FORBIDDEN_TABLE)) {
            throw new WriteException("table '" + name + "': this name cannot be used. Choose another name");
        }
        Names.groups(prefix);
        if (file.isOfOldRelease(prefix, name)) {
            throw unsupported(file, path(prefix, name), OF_OLD_RELEASE);
        }
        if (file.hasTable(prefix, name)) {
            throw new WriteException(
                    place(file, prefix, name) + " exists already. Append to it, or choose another name");
        }
        RecordLayout layout = spec.layout();
        List<FilterSpec> filters = options.compression().filters(layout.rowBytes());
        TableWriter table =
                new TableWriter(file, prefix, name, layout, filters, options.chunkRows(layout.rowBytes()), 0);
        String schema = options.schema().toJson();
        String jsonSchema = JsonSchemas.columns(options.schema());
        boolean dense = NativeAttributes.needsDenseStorage(schema) || NativeAttributes.needsDenseStorage(jsonSchema);
        table.loaded = true;
        table.changed = true;
        file.register(path(prefix, name), table);
        file.run(() -> {
            try (Handle group = file.group(prefix, false)) {
                table.dataset =
                        ChunkedDataset.create(file, table.place, group, name, layout, filters, table.chunkRows, dense);
            }
            TableAttributes.describe(table.dataset.handle(), layout);
            TableAttributes.schema(table.dataset.handle(), schema, jsonSchema);
        });
        return table;
    }

    /**
     * Opens a table to add rows to it.
     *
     * @throws MissingTableException if it is not there
     * @throws UnsupportedFormatException if it is stored in a way that is not written, such as with another compressor
     */
    public static TableWriter open(Hdf5OutputFile file, String prefix, String name) throws IOException {
        file.checkOpen();
        String path = path(prefix, name);
        if (file.isOpen(path)) {
            throw new WriteException(
                    file.path() + ": table " + path + " is being written already; close the first writer");
        }
        TableInfo info;
        Map<Long, Zone> zones;
        try (BattdatFile reader = file.reopen()) {
            if (reader.isOfOldRelease(prefix, name)) {
                throw unsupported(file, path, OF_OLD_RELEASE);
            }
            info = reader.table(prefix, name);
            zones = ZoneMap.read(reader, info).zones();
            if (reader.hasTable(prefix, "_i_" + name)) {
                throw unsupported(
                        file,
                        path,
                        "PyTables keeps an index of its columns, which would not know the new rows. Remove the index in"
                                + " Python first (table.cols.<column>.remove_index())");
            }
        }
        for (Member member : info.layout().members()) {
            if (!StorageTypes.isWritten(member.type())) {
                throw unsupported(
                        file,
                        path,
                        "column " + member.name() + " has a type that is not written. Copy the table without it");
            }
        }
        TableWriter table =
                new TableWriter(file, prefix, name, info.layout(), info.filters(), info.chunkRows(), info.rowCount());
        table.zones.putAll(zones);
        file.register(path, table);
        file.run(() -> {
            try (Handle group = file.group(prefix, false)) {
                table.dataset = ChunkedDataset.open(
                        file, table.place, group, name, info.layout().rowBytes(), info.rowCount());
            }
        });
        if (!table.dataset.isExtendible()) {
            table.discard();
            throw unsupported(
                    file, path, "its length is fixed. Copy it with ptrepack, or make it with maxshape=(None,) in h5py");
        }
        return table;
    }

    private static UnsupportedFormatException unsupported(Hdf5OutputFile file, String path, String problem) {
        return new UnsupportedFormatException(file.path().toString(), "table " + path, "no rows are added: " + problem);
    }

    /** Sets the column schema, in place of the one that is there. */
    public void setSchema(ColumnSchema schema) throws IOException {
        checkOpen();
        file.run(() -> TableAttributes.schema(dataset.handle(), schema.toJson(), JsonSchemas.columns(schema)));
    }

    /** How rows are stored; text columns may become wider as rows come. */
    public RecordLayout layout() {
        return layout;
    }

    /** Rows of the table, those in memory included. */
    public long rowCount() {
        return rowCount;
    }

    /** Rows in each chunk. */
    public int chunkRows() {
        return chunkRows;
    }

    /** What this writer has written. */
    public WriteStatistics statistics() {
        return new WriteStatistics(rowsTaken, chunksWritten, rawBytes, storedBytes);
    }

    /**
     * Adds rows. All of their values are checked before the first is taken.
     *
     * @param columns in the order of {@link #layout}, each of the column type that the member decodes into
     * @param firstRow first row of the columns to take
     * @return rows that reached the disk by this call: those of chunks that became full
     * @throws WriteException if a value does not fit; none of the rows has been taken then
     */
    public long append(List<? extends Column> columns, int firstRow, int count) throws IOException {
        checkOpen();
        if (columns.size() != layout.members().size()) {
            throw new WriteException(
                    place + " has " + layout.members().size() + " columns, not " + columns.size() + " as the rows");
        }
        for (int i = 0; i < columns.size(); i++) {
            checks.get(i).check(columns.get(i), firstRow, count, rowCount);
        }
        if (count == 0) {
            return 0;
        }
        long before = rowsOnDisk;
        widenFor(columns, firstRow, count);
        load();
        int taken = 0;
        while (taken < count) {
            int step = Math.min(count - taken, chunkRows - pendingRows);
            for (int i = 0; i < columns.size(); i++) {
                scatterers.get(i).scatter(columns.get(i), firstRow + taken, step, block, pendingRows);
            }
            taken += step;
            pendingRows += step;
            rowCount += step;
            rowsTaken += step;
            changed = true;
            if (pendingRows == chunkRows) {
                writePending();
                pendingRows = 0;
            }
        }
        return rowsOnDisk - before;
    }

    /** Fetches the rows of the last chunk, if it is not full: with the new ones they are written anew. */
    private void load() throws IOException {
        if (!loaded) {
            pendingRows = (int) (rowCount % chunkRows);
            if (pendingRows > 0) {
                block.putRows(dataset.readRows(rowCount - pendingRows, pendingRows), pendingRows, 0);
            }
            loaded = true;
        }
    }

    private void writePending() throws IOException {
        block.clearFrom(pendingRows);
        long firstRow = rowCount - pendingRows;
        encoder.encode(block);
        long chunk = firstRow / chunkRows;
        OptionalLong tail = encoder.tail();
        if (tail.isPresent()) {
            zones.put(chunk, scanner.scan(block, pendingRows, tail.getAsLong()));
        } else {
            zones.remove(chunk);
        }
        dataset.writeChunk(firstRow, rowCount, encoder);
        rowsOnDisk = rowCount;
        chunksWritten++;
        rawBytes += (long) chunkRows * layout.rowBytes();
        storedBytes += encoder.storedBytes();
    }

    /**
     * Writes the rows of a chunk that is not full.
     *
     * @return rows that reached the disk by this call
     */
    public long flush() throws IOException {
        checkOpen();
        long written = rowCount - rowsOnDisk;
        if (written > 0) {
            writePending();
        }
        return written;
    }

    private void widenFor(List<? extends Column> columns, int firstRow, int count) throws IOException {
        List<Member> wider = new ArrayList<>();
        boolean widened = false;
        int offset = 0;
        for (int i = 0; i < columns.size(); i++) {
            Member member = layout.members().get(i);
            List<Integer> longest = checks.get(i).longestTexts(columns.get(i), firstRow, count);
            ElementType type = widths.get(i).wideEnough(longest, rowCount > 0);
            widened |= !type.equals(member.type());
            wider.add(new Member(member.name(), offset, type));
            offset = Math.addExact(offset, type.bytes());
        }
        if (widened) {
            ChunkSize.check(place, chunkRows, offset);
            rewrite(new RecordLayout(offset, wider));
        }
    }

    /** Writes the table anew with wider texts; the chunks keep their rows, and so their zones. */
    private void rewrite(RecordLayout wider) throws IOException {
        flush();
        changed = true;
        ChunkedDataset narrow = dataset;
        RecordLayout narrowLayout = layout;
        List<FilterSpec> newFilters = filters.stream()
                .map(filter -> filter.id() == FilterSpec.SHUFFLE
                        ? new FilterSpec(FilterSpec.SHUFFLE, filter.name(), List.of(wider.rowBytes()))
                        : filter)
                .toList();
        filters = newFilters;
        useLayout(wider);
        file.run(() -> {
            boolean dense = NativeAttributes.largest(narrow.handle()) > NativeAttributes.MAX_COMPACT_BYTES;
            try (Handle group = file.group(prefix, false)) {
                dataset = ChunkedDataset.create(file, place, group, REWRITE_NAME, wider, newFilters, chunkRows, dense);
            }
            TableAttributes.describe(dataset.handle(), wider);
            NativeAttributes.copy(narrow.handle(), dataset.handle(), Set.of("TITLE"));
        });
        copyRows(narrow, new RowWidening(narrowLayout, wider));
        file.run(() -> {
            narrow.handle().close();
            try (Handle group = file.group(prefix, false)) {
                NativeHdf5.check(
                        H5Ldelete(group.id(), NativeHdf5.utf8(name), NativeHdf5.DEFAULT), place + ": cannot replace");
                NativeHdf5.check(
                        H5Lmove(
                                group.id(),
                                NativeHdf5.utf8(REWRITE_NAME),
                                group.id(),
                                NativeHdf5.utf8(name),
                                NativeHdf5.DEFAULT,
                                NativeHdf5.DEFAULT),
                        place + ": cannot replace");
            }
        });
    }

    private void copyRows(ChunkedDataset narrow, RowWidening widening) throws IOException {
        long total = rowCount;
        rowCount = 0;
        rowsOnDisk = 0;
        pendingRows = 0;
        loaded = true;
        while (rowCount < total) {
            int count = (int) Math.min(chunkRows, total - rowCount);
            block.putRows(widening.widen(narrow.readRows(rowCount, count), count), count, 0);
            pendingRows = count;
            rowCount += count;
            writePending();
            if (count == chunkRows) {
                pendingRows = 0;
            }
        }
    }

    /** Writes what is in memory, the attribute NROWS and the zone map, and closes the table; the file stays open. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        try {
            if (changed) {
                flush();
                file.run(() -> TableAttributes.rowCount(dataset.handle(), rowCount));
            }
            if (changed) {
                new ZoneMapWriter(file, prefix, name).write(layout, chunkRows, dataset.storedChunks(), zones);
            }
            file.run(() -> dataset.handle().close());
        } finally {
            release();
        }
    }

    /** Closes the table with the rows that reached the disk, and no others. */
    public void abandon() throws IOException {
        if (file.hasFailed()) {
            discard();
        } else if (!closed) {
            pendingRows -= (int) (rowCount - rowsOnDisk);
            rowCount = rowsOnDisk;
            close();
        }
    }

    /** Closes the table without writing what is in memory, in a file that is thrown away. */
    void discard() {
        if (!closed) {
            release();
        }
    }

    private void release() {
        closed = true;
        try {
            if (dataset != null) {
                dataset.handle().close();
            }
        } catch (IOException e) {
            // what could fail has been written before, or the file is thrown away
        }
        file.unregister(path(prefix, name));
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException(place + " is closed");
        }
        file.checkOpen();
    }
}

package io.battdat.hdf5.read;

import io.battdat.CorruptFileException;
import io.battdat.UnsupportedFormatException;
import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.hdf5.ChunkIndex;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.FilterSpec;
import io.battdat.hdf5.HeapLayout;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.filter.FilterException;
import io.battdat.hdf5.filter.FilterPipeline;
import io.battdat.hdf5.filter.RowBytes;
import io.battdat.io.SeekableInput;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Reads a range of a table's rows in batches of columns.
 *
 * <p>Memory is constant in the size of the table: one chunk, stored and decoded, a window of chunks read ahead, and one
 * batch, whose columns {@link #next} overwrites. With no members asked for nothing is read: batches only count rows.
 */
public final class TableReader implements Closeable {
    /** Rows of a full batch; fewer where rows are so wide that these would take more than {@link #BATCH_BYTES}. */
    public static final int BATCH_ROWS = 8192;

    private static final int BATCH_BYTES = 8 << 20;
    /** Texts of one row that are stored outside it are refused beyond this: a batch has one row at least. */
    private static final int MAX_HEAP_BYTES_OF_ROW = 64 << 20;
    /** Counting rows costs nothing, so a batch of no columns may be long. */
    private static final int COUNTING_BATCH_ROWS = 1 << 20;

    /** A chunk of no more is decoded to its end where its last column is read, for the sake of its checksum. */
    private static final int MAX_BYTES_TO_VERIFY = 16 << 20;

    /** A chunk that is decoded by rows is taken in parts of this size: it may have hundreds of megabytes. */
    private static final int PART_BYTES = 16 << 20;

    private static final String LEAVE_OUT =
            "Leave the column out (in Spark: select other columns, or give a schema without it; in Java: name the"
                    + " columns to read)";

    private final TableInfo table;
    private final ChunkIndex chunks;
    private final ChunkFetcher fetcher;
    private final FilterPipeline pipeline;
    private final List<MemberGatherer> gatherers = new ArrayList<>();
    private final int batchCapacity;
    private final int neededRowBytes;
    /** Whether what is needed of a row reaches to the end of its last column. */
    private final boolean readsLastColumn;

    private final byte[] fillRow;
    /** Whether some members have values outside the rows. */
    private final boolean readsHeap;
    /** By row of the run at hand: bytes of those values. */
    private long[] heapBytesOfRows = {};

    private long nextRow;
    private final long endRow;
    private long batchFirstRow;
    private int batchRows;
    private long batchHeapBytes;
    private long decodedBytes;

    /** Number of the chunk that {@link #source} holds; -1 for none. */
    private long currentChunk = -1;

    private RowSource source;
    /** The rows of {@link #currentChunk}, by their number in it, that {@link #source} starts with and ends before. */
    private int partFirstRow;

    private int partEndRow;
    /**
     * @param input the table's file; stays open, its owner closes it
     * @param members positions in the table's layout, in the order that columns are wanted; may be empty
     * @param firstRow first row to read
     * @param endRow the row after the last one to read
     * @throws UnsupportedFormatException if a member's type is not read
     */
    public TableReader(SeekableInput input, TableInfo table, List<Integer> members, long firstRow, long endRow) {
        this(members.stream().map(table.layout().members()::get).toList(), input, table, firstRow, endRow);
    }

    /**
     * A reader of members by what is wanted of them.
     *
     * @param members of the table's layout, or with nested compounds that have lost members: these are not decoded
     * @throws UnsupportedFormatException if a member's type or a filter is not read
     */
    public static TableReader ofMembers(
            SeekableInput input, TableInfo table, List<Member> members, long firstRow, long endRow) {
        return new TableReader(members, input, table, firstRow, endRow);
    }

    private TableReader(List<Member> members, SeekableInput input, TableInfo table, long firstRow, long endRow) {
        if (firstRow < 0 || firstRow > endRow || endRow > table.rowCount()) {
            throw new IllegalArgumentException(
                    "rows " + firstRow + " to " + endRow + " of a table of " + table.rowCount());
        }
        this.table = table;
        this.chunks = table.chunks();
        this.nextRow = firstRow;
        this.endRow = endRow;
        this.fetcher = new ChunkFetcher(input, chunks);
        long batchRowBytes = 0;
        int needed = 0;
        Optional<HeapLayout> heapLayout = members.stream()
                .flatMap(member -> heapLayout(member.type()).stream())
                .findFirst();
        this.readsHeap = heapLayout.isPresent();
        GlobalHeap heap =
                heapLayout.map(layout -> new GlobalHeap(input, layout)).orElse(null);
        BitSet neededBytes = new BitSet();
        for (Member member : members) {
            MemberGatherer gatherer = new MemberGatherer(member, Column.create(columnType(table, member), 0), heap);
            gatherers.add(gatherer);
            batchRowBytes += member.type().bytes();
            needed = Math.max(needed, gatherer.endOffset());
            neededBytes.set(member.offset(), gatherer.endOffset());
        }
        this.neededRowBytes = needed;
        this.readsLastColumn = needed >= endOfLastColumn(table);
        this.batchCapacity = gatherers.isEmpty()
                ? COUNTING_BATCH_ROWS
                : (int) Math.max(1, Math.min(BATCH_ROWS, BATCH_BYTES / Math.max(1, batchRowBytes)));
        this.fillRow = table.fillRow() != null ? table.fillRow() : new byte[gatherers.isEmpty() ? 0 : needed];
        // counting rows decodes nothing, so it does not matter how they are stored
        List<FilterSpec> filters = gatherers.isEmpty() ? List.of() : table.filters();
        this.pipeline = new FilterPipeline(
                table.file(),
                table.path(),
                filters,
                RowBytes.of(table.layout().rowBytes(), neededBytes),
                chunkBytes(table));
    }

    private static int endOfLastColumn(TableInfo table) {
        return table.layout().members().stream()
                .mapToInt(member -> member.offset() + member.type().bytes())
                .max()
                .orElse(0);
    }

    /** Where a type keeps values outside the rows; empty if it does not. */
    private static Optional<HeapLayout> heapLayout(ElementType type) {
        if (type instanceof ElementType.VariableText text) {
            return Optional.of(text.heap());
        } else if (type instanceof ElementType.Array array) {
            return heapLayout(array.element());
        } else if (type instanceof ElementType.Compound compound) {
            return compound.members().stream()
                    .flatMap(member -> heapLayout(member.type()).stream())
                    .findFirst();
        }
        return Optional.empty();
    }

    /**
     * The type of the column that a member decodes into.
     *
     * @throws UnsupportedFormatException if it cannot be decoded
     */
    public static ColumnType columnType(TableInfo table, Member member) {
        return member.type()
                .columnType()
                .orElseThrow(() -> new UnsupportedFormatException(
                        table.file(),
                        "table " + table.path() + ", column " + member.name(),
                        "its type ("
                                + member.type()
                                        .obstacle()
                                        .map(ElementType.Undecodable::description)
                                        .orElseThrow()
                                + ") is not read. " + LEAVE_OUT));
    }

    private static int chunkBytes(TableInfo table) {
        long bytes = (long) table.chunkRows() * table.layout().rowBytes();
        if (bytes > Integer.MAX_VALUE - 64 && table.chunks().size() > 0) {
            throw new UnsupportedFormatException(
                    table.file(),
                    "table " + table.path(),
                    "its chunks have " + bytes
                            + " bytes; more than 2 GiB cannot be decoded. Copy the file with h5repack"
                            + " and a smaller chunk");
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE - 64);
    }

    /**
     * Loads the next batch.
     *
     * @return false at the end of the rows
     * @throws CorruptFileException if a chunk is damaged
     * @throws UnsupportedFormatException if a chunk went through a filter that is not read
     * @throws IOException if storage fails
     */
    public boolean next() throws IOException {
        batchFirstRow = nextRow;
        batchRows = (int) Math.min(batchCapacity, endRow - nextRow);
        if (batchRows == 0) {
            return false;
        }
        if (gatherers.isEmpty()) {
            nextRow += batchRows;
            return true;
        }
        gatherers.forEach(MemberGatherer::startBatch);
        batchHeapBytes = 0;
        int filled = 0;
        while (filled < batchRows) {
            long chunk = nextRow / table.chunkRows();
            int rowInChunk = (int) (nextRow % table.chunkRows());
            if (chunk != currentChunk) {
                load(chunk, rowInChunk);
            } else if (rowInChunk >= partEndRow) {
                decodePart(chunks.firstFrom(chunk), chunk, rowInChunk);
            }
            int count = Math.min(batchRows - filled, partEndRow - rowInChunk);
            int fitting = readsHeap ? rowsThatFit(rowInChunk, count) : count;
            gather(rowInChunk, fitting, filled);
            filled += fitting;
            nextRow += fitting;
            if (fitting < count) {
                batchRows = filled;
            }
        }
        return true;
    }

    /** How many of the rows at hand the batch can take, by what their values take outside the rows. */
    private int rowsThatFit(int rowInChunk, int count) {
        if (heapBytesOfRows.length < count) {
            heapBytesOfRows = new long[count];
        }
        Arrays.fill(heapBytesOfRows, 0, count, 0);
        for (MemberGatherer gatherer : gatherers) {
            gatherer.addHeapBytes(source, firstRowInSource(rowInChunk), count, heapBytesOfRows);
        }
        for (int i = 0; i < count; i++) {
            if (heapBytesOfRows[i] > MAX_HEAP_BYTES_OF_ROW) {
                throw new UnsupportedFormatException(
                        table.file(),
                        "table " + table.path() + ", row " + (nextRow + i),
                        "its texts have " + heapBytesOfRows[i] + " bytes; rows of more than " + MAX_HEAP_BYTES_OF_ROW
                                + " bytes are not read. Leave columns of variable-length text out");
            }
            boolean first = nextRow + i == batchFirstRow;
            if (!first && heapBytesOfRows[i] > BATCH_BYTES - batchHeapBytes) {
                return i;
            }
            batchHeapBytes += heapBytesOfRows[i];
        }
        return count;
    }

    private int firstRowInSource(int rowInChunk) {
        return source.rowStride() == 0 ? 0 : rowInChunk - partFirstRow;
    }

    private void gather(int rowInChunk, int count, int filled) throws IOException {
        int firstRow = firstRowInSource(rowInChunk);
        for (MemberGatherer gatherer : gatherers) {
            try {
                gatherer.gather(source, firstRow, count, filled);
            } catch (BadValueException e) {
                throw new CorruptFileException(
                        table.file(),
                        "table " + table.path() + ", column " + gatherer.name() + ", row " + (nextRow + e.row()),
                        e.getMessage() + ". " + LEAVE_OUT);
            }
        }
    }

    private void load(long chunk, int rowInChunk) throws IOException {
        int i = chunks.firstFrom(chunk);
        currentChunk = -1;
        partFirstRow = 0;
        partEndRow = table.chunkRows();
        if (i == chunks.size() || chunks.number(i) != chunk) {
            source = RowSource.fill(fillRow);
        } else {
            decode(i, chunk, rowInChunk);
        }
        currentChunk = chunk;
    }

    /** Decodes a chunk, or the part of it that the row is in. */
    private void decode(int i, long chunk, int rowInChunk) throws IOException {
        int mask = chunks.filterMask(i);
        try {
            if (chunks.storedBytes(i) > Integer.MAX_VALUE - 64) {
                throw new FilterException("it has " + chunks.storedBytes(i) + " bytes; no more than 2 GiB are read");
            }
            fetcher.fetch(i, pipeline.input());
            if (pipeline.decodesRows(mask)) {
                pipeline.undoOuter(mask);
            } else {
                decodeWhole(mask, rowsNeeded(chunk));
            }
        } catch (FilterException e) {
            throw damaged(i, chunk, e);
        }
        if (pipeline.decodesRows(mask)) {
            decodePart(i, chunk, rowInChunk);
        }
    }

    /** Rows past the last one of the range are not looked at. */
    private int rowsNeeded(long chunk) {
        return (int) Math.min(table.chunkRows(), endRow - chunk * table.chunkRows());
    }

    private void decodeWhole(int mask, int rows) throws FilterException {
        int chunkRows = table.chunkRows();
        int rowBytes = table.layout().rowBytes();
        if (readsLastColumn && chunkBytes(table) <= MAX_BYTES_TO_VERIFY) {
            pipeline.decode(mask, chunkBytes(table));
        } else {
            pipeline.decode(
                    mask,
                    pipeline.leavesPlanes(mask)
                            ? (neededRowBytes - 1) * chunkRows + rows
                            : (rows - 1) * rowBytes + neededRowBytes);
        }
        decodedBytes += pipeline.output().length();
        byte[] bytes = pipeline.output().bytes();
        source = pipeline.isPlanes() ? RowSource.planes(bytes, chunkRows) : RowSource.rows(bytes, rowBytes);
    }

    private void decodePart(int i, long chunk, int firstRow) throws IOException {
        int rowBytes = table.layout().rowBytes();
        partFirstRow = firstRow;
        partEndRow = Math.min(rowsNeeded(chunk), firstRow + Math.max(1, PART_BYTES / rowBytes));
        try {
            pipeline.decodeRows(firstRow * rowBytes, partEndRow * rowBytes);
        } catch (FilterException e) {
            currentChunk = -1;
            throw damaged(i, chunk, e);
        }
        decodedBytes += pipeline.output().length();
        source = RowSource.rows(pipeline.output().bytes(), rowBytes);
    }

    private CorruptFileException damaged(int i, long chunk, FilterException cause) {
        int chunkRows = table.chunkRows();
        return new CorruptFileException(
                table.file(),
                "table " + table.path() + ", rows " + chunk * chunkRows + " to "
                        + (Math.min(table.rowCount(), (chunk + 1) * chunkRows) - 1) + " (chunk at address "
                        + chunks.address(i) + ")",
                cause.getMessage(),
                cause);
    }

    /** Rows of the batch. */
    public int rowCount() {
        return batchRows;
    }

    /** The row of the table that the batch starts with, from 0. */
    public long firstRow() {
        return batchFirstRow;
    }

    /** A column of the batch, in the order of the members asked for; always the same object. */
    public Column column(int i) {
        return gatherers.get(i).column();
    }

    /** Bytes read from storage so far. */
    public long storedBytesRead() {
        return fetcher.bytesRead();
    }

    /** Bytes of chunks decoded so far. */
    public long decodedBytes() {
        return decodedBytes;
    }

    @Override
    public void close() {
        pipeline.close();
    }
}

package io.battdat.hdf5.read;

import io.battdat.CorruptFileException;
import io.battdat.UnsupportedFormatException;
import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.io.SeekableInput;
import io.battdat.predicate.Predicate;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Reads rows of a table in batches of columns: those of some ranges, and of these those that match a predicate.
 *
 * <p>Of a chunk the columns of the predicate are decoded first, and the others only if a row matches.
 *
 * <p>Memory is constant in the size of the table: one chunk, stored and decoded, a window of chunks read ahead, and one
 * batch, whose columns {@link #next} overwrites. With no members asked for nothing is read but what the predicate looks
 * at: batches only count rows.
 */
public final class TableReader implements Closeable {
    /** Rows of a full batch; fewer where rows are so wide that these would take more than eight megabytes. */
    public static final int BATCH_ROWS = 8192;

    /** Counting rows costs nothing, so a batch of no columns may be long. */
    private static final int COUNTING_BATCH_ROWS = 1 << 20;

    /** Rows between two that match which cost less to gather and drop than to leave out. */
    private static final int MAX_GAP_ROWS = 8;

    static final String LEAVE_OUT =
            "Leave the column out (in Spark: select other columns, or give a schema without it; in Java: name the"
                    + " columns to read)";

    private final List<RowRun> runs;
    private final MemberColumns columns;
    /** Null if every row matches. */
    private final RowSelector selector;

    private final ChunkReader chunk;
    private final int batchCapacity;
    private final RowSelection selection = new RowSelection();
    private final BatchRows batchRows = new BatchRows();

    private RowSource source;
    private int currentRun;
    private long nextRow;
    private long filteredChunk = -1;
    private boolean chunkMatched;
    private long chunksWithoutMatch;

    /**
     * @param input the table's file; stays open, its owner closes it
     * @param members positions in the table's layout, in the order that columns are wanted; may be empty
     * @param firstRow first row to read
     * @param endRow the row after the last one to read
     * @throws UnsupportedFormatException if a member's type is not read
     */
    public TableReader(SeekableInput input, TableInfo table, List<Integer> members, long firstRow, long endRow) {
        this(
                input,
                table,
                members.stream().map(table.layout().members()::get).toList(),
                range(table, firstRow, endRow),
                Predicate.ALWAYS);
    }

    private static List<RowRun> range(TableInfo table, long firstRow, long endRow) {
        if (firstRow < 0 || firstRow > endRow || endRow > table.rowCount()) {
            throw new IllegalArgumentException(
                    "rows " + firstRow + " to " + endRow + " of a table of " + table.rowCount());
        }
        return List.of(new RowRun(firstRow, endRow, true));
    }

    /**
     * A reader of members by what is wanted of them.
     *
     * @param members of the table's layout, or with nested compounds that have lost members: these are not decoded
     * @param runs the rows to look at, in ascending order
     * @param predicate the rows to give of those that are not proven to match, by names of the table's members; these
     *     need not be among those wanted
     * @throws UnsupportedFormatException if a member's type or a filter is not read
     */
    public TableReader(
            SeekableInput input, TableInfo table, List<Member> members, List<RowRun> runs, Predicate predicate) {
        this.runs = runs.stream()
                .filter(run -> run.rowCount() > 0 && run.endRow() <= table.rowCount())
                .toList();
        this.columns = new MemberColumns(table, members, input);
        this.selector = predicate.equals(Predicate.ALWAYS) ? null : new RowSelector(table, predicate, input);
        int endOffset = columns.endOffset();
        if (selector != null) {
            endOffset = Math.max(endOffset, selector.columns().endOffset());
        }
        this.chunk = new ChunkReader(input, table, endOffset);
        this.batchCapacity = columns.isEmpty() ? COUNTING_BATCH_ROWS : columns.batchCapacity();
        this.nextRow = this.runs.isEmpty() ? 0 : this.runs.get(0).firstRow();
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

    /**
     * Loads the next batch.
     *
     * @return false at the end of the rows
     * @throws CorruptFileException if a chunk is damaged
     * @throws UnsupportedFormatException if a chunk went through a filter that is not read
     * @throws IOException if storage fails
     */
    public boolean next() throws IOException {
        columns.startBatch();
        batchRows.clear();
        boolean fits = true;
        while (fits && batchRows.count() < batchCapacity && (selection.hasNext() || advance())) {
            fits = take(batchCapacity - batchRows.count());
        }
        return batchRows.count() > 0;
    }

    /** Goes on to the next rows that match, in the chunk at hand or one behind it. */
    private boolean advance() throws IOException {
        selection.clear();
        while (currentRun < runs.size()) {
            RowRun run = runs.get(currentRun);
            if (nextRow == run.endRow()) {
                currentRun++;
                nextRow = currentRun < runs.size() ? runs.get(currentRun).firstRow() : nextRow;
                continue;
            }
            long firstRow = nextRow;
            if (selector == null || run.isProven()) {
                if (columns.isEmpty()) {
                    nextRow = run.endRow();
                    selection.add(firstRow, nextRow);
                    return true;
                }
                nextRow = chunk.moveTo(firstRow, run.endRow());
                selection.add(firstRow, nextRow);
            } else {
                nextRow = chunk.moveTo(firstRow, run.endRow());
                selector.select(chunk, firstRow, nextRow, selection);
                countChunk(chunk.chunk(), selection.hasNext());
            }
            if (selection.hasNext()) {
                if (!columns.isEmpty()) {
                    source = chunk.decode(columns, selection.next(), selection.end());
                }
                return true;
            }
        }
        countChunk(-1, false);
        return false;
    }

    private void countChunk(long number, boolean matched) {
        if (number != filteredChunk) {
            if (filteredChunk >= 0 && !chunkMatched) {
                chunksWithoutMatch++;
            }
            filteredChunk = number;
            chunkMatched = false;
        }
        chunkMatched |= matched;
    }

    /** Takes the next rows of the selection into the batch; false if it has no room for them all. */
    private boolean take(int maxRows) throws IOException {
        long firstRow = selection.next();
        if (columns.isEmpty()) {
            long end = Math.min(selection.endOfRun(), firstRow + maxRows);
            batchRows.add(firstRow, (int) (end - firstRow));
            selection.skipTo(end);
            return true;
        }
        int wanted = (int) (selection.endOfSpan(maxRows, columns.readsHeap() ? 0 : MAX_GAP_ROWS) - firstRow);
        int start = batchRows.count();
        int gathered = columns.gather(source, firstRow, chunk.inSource(firstRow), wanted, start);
        long endRow = firstRow + gathered;
        while (selection.hasNext() && selection.next() < endRow) {
            long row = selection.next();
            int count = (int) (Math.min(endRow, selection.endOfRun()) - row);
            int from = start + (int) (row - firstRow);
            if (from != batchRows.count()) {
                columns.move(from, batchRows.count(), count);
            }
            batchRows.add(row, count);
            selection.skipTo(row + count);
        }
        return gathered == wanted;
    }

    /** Rows of the batch. */
    public int rowCount() {
        return batchRows.count();
    }

    /** The row of the table that the batch starts with, from 0. */
    public long firstRow() {
        return batchRows.firstRow();
    }

    /**
     * Says which rows of the table the batch has.
     *
     * @param target gets a number, from 0, for each row of the batch
     */
    public void rowNumbers(long[] target) {
        batchRows.numbers(target);
    }

    /** A column of the batch, in the order of the members asked for; always the same object. */
    public Column column(int i) {
        return columns.column(i);
    }

    /** Bytes read from storage so far. */
    public long storedBytesRead() {
        return chunk.storedBytesRead();
    }

    /** Bytes of chunks decoded so far. */
    public long decodedBytes() {
        return chunk.decodedBytes();
    }

    /** Chunks read so far, those included of which nothing matched. */
    public long chunksRead() {
        return chunk.chunksRead();
    }

    /** Chunks so far of which only the columns of the predicate were decoded, because no row matched. */
    public long chunksWithoutMatch() {
        return chunksWithoutMatch;
    }

    @Override
    public void close() {
        chunk.close();
    }

    /** Which rows of the table a batch has: runs of them. */
    private static final class BatchRows {
        private long[] firstRows = new long[16];
        private int[] ends = new int[16];
        private int runs;
        private int count;

        void clear() {
            runs = 0;
            count = 0;
        }

        void add(long firstRow, int rows) {
            count += rows;
            if (runs > 0 && firstRows[runs - 1] + ends[runs - 1] - start(runs - 1) == firstRow) {
                ends[runs - 1] = count;
                return;
            }
            if (runs == ends.length) {
                firstRows = Arrays.copyOf(firstRows, 2 * runs);
                ends = Arrays.copyOf(ends, 2 * runs);
            }
            firstRows[runs] = firstRow;
            ends[runs] = count;
            runs++;
        }

        int count() {
            return count;
        }

        long firstRow() {
            return firstRows[0];
        }

        private int start(int run) {
            return run == 0 ? 0 : ends[run - 1];
        }

        void numbers(long[] target) {
            for (int run = 0; run < runs; run++) {
                for (int i = start(run), row = 0; i < ends[run]; i++, row++) {
                    target[i] = firstRows[run] + row;
                }
            }
        }
    }
}

package io.battdat.hdf5.read;

import io.battdat.CorruptFileException;
import io.battdat.UnsupportedFormatException;
import io.battdat.column.Column;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.HeapLayout;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.filter.RowBytes;
import io.battdat.io.SeekableInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Columns of some members of a table, and the batch of rows that they hold. */
final class MemberColumns {
    private static final int BATCH_BYTES = 8 << 20;
    /** Texts of one row that are stored outside it are refused beyond this: a batch has one row at least. */
    private static final int MAX_HEAP_BYTES_OF_ROW = 64 << 20;

    private final TableInfo table;
    private final List<MemberGatherer> gatherers = new ArrayList<>();
    private final RowBytes bytes;
    private final int endOffset;
    private final int batchCapacity;
    /** Whether some members have values outside the rows. */
    private final boolean readsHeap;
    /** By row of the run at hand: bytes of those values. */
    private long[] heapBytesOfRows = {};

    private long batchHeapBytes;

    /**
     * @param input the table's file, for values outside the rows
     * @throws UnsupportedFormatException if a member's type is not read
     */
    MemberColumns(TableInfo table, List<Member> members, SeekableInput input) {
        this.table = table;
        Optional<HeapLayout> heapLayout = members.stream()
                .flatMap(member -> heapLayout(member.type()).stream())
                .findFirst();
        this.readsHeap = heapLayout.isPresent();
        GlobalHeap heap =
                heapLayout.map(layout -> new GlobalHeap(input, layout)).orElse(null);
        BitSet neededBytes = new BitSet();
        long rowBytes = 0;
        for (Member member : members) {
            MemberGatherer gatherer =
                    new MemberGatherer(member, Column.create(TableReader.columnType(table, member), 0), heap);
            gatherers.add(gatherer);
            rowBytes += member.type().bytes();
            neededBytes.set(member.offset(), gatherer.endOffset());
        }
        this.bytes = RowBytes.of(table.layout().rowBytes(), neededBytes);
        this.endOffset = neededBytes.length();
        this.batchCapacity = (int) Math.max(1, Math.min(TableReader.BATCH_ROWS, BATCH_BYTES / Math.max(1, rowBytes)));
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

    boolean isEmpty() {
        return gatherers.isEmpty();
    }

    /** Rows of a full batch. */
    int batchCapacity() {
        return batchCapacity;
    }

    boolean readsHeap() {
        return readsHeap;
    }

    /** The bytes of a row that are looked at. */
    RowBytes bytes() {
        return bytes;
    }

    /** Bytes of a row up to and including the last one that is looked at. */
    int endOffset() {
        return endOffset;
    }

    Column column(int i) {
        return gatherers.get(i).column();
    }

    /** Forgets the rows of the batch before. */
    void startBatch() {
        gatherers.forEach(MemberGatherer::startBatch);
        batchHeapBytes = 0;
    }

    /**
     * Gathers rows to the end of the batch, or as many of them as fit by what their values take outside the rows.
     *
     * @param row of the table, the first to gather
     * @param firstRow where it is in the source
     * @param filled rows that the batch has
     * @return rows gathered
     */
    int gather(RowSource source, long row, int firstRow, int count, int filled) throws IOException {
        int fitting = readsHeap ? rowsThatFit(source, row, firstRow, count, filled) : count;
        for (MemberGatherer gatherer : gatherers) {
            try {
                gatherer.gather(source, firstRow, fitting, filled);
            } catch (BadValueException e) {
                throw new CorruptFileException(
                        table.file(),
                        "table " + table.path() + ", column " + gatherer.name() + ", row " + (row + e.row()),
                        e.getMessage() + ". " + TableReader.LEAVE_OUT);
            }
        }
        return fitting;
    }

    private int rowsThatFit(RowSource source, long row, int firstRow, int count, int filled) {
        if (heapBytesOfRows.length < count) {
            heapBytesOfRows = new long[count];
        }
        Arrays.fill(heapBytesOfRows, 0, count, 0);
        for (MemberGatherer gatherer : gatherers) {
            gatherer.addHeapBytes(source, firstRow, count, heapBytesOfRows);
        }
        for (int i = 0; i < count; i++) {
            if (heapBytesOfRows[i] > MAX_HEAP_BYTES_OF_ROW) {
                throw new UnsupportedFormatException(
                        table.file(),
                        "table " + table.path() + ", row " + (row + i),
                        "its texts have " + heapBytesOfRows[i] + " bytes; rows of more than " + MAX_HEAP_BYTES_OF_ROW
                                + " bytes are not read. Leave columns of variable-length text out");
            }
            boolean first = filled == 0 && i == 0;
            if (!first && heapBytesOfRows[i] > BATCH_BYTES - batchHeapBytes) {
                return i;
            }
            batchHeapBytes += heapBytesOfRows[i];
        }
        return count;
    }

    /** Moves rows of the batch to an earlier place in it, over rows that are to be dropped. */
    void move(int fromRow, int toRow, int count) {
        for (MemberGatherer gatherer : gatherers) {
            gatherer.column().moveRows(fromRow, toRow, count);
        }
    }
}

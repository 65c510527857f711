package io.battdat.hdf5.read;

import io.battdat.column.Column;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.Leaf;
import io.battdat.hdf5.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the values of one member of a row into a column. Arrays and nested compounds come apart into leaves: runs of
 * single values at regular places of the row, each with the column that they go to.
 */
final class MemberGatherer {
    private final Member member;
    private final Column column;
    private final List<Run> runs = new ArrayList<>();

    /** @param heap for values outside the rows; null if the member has none */
    MemberGatherer(Member member, Column column, GlobalHeap heap) {
        this.member = member;
        this.column = column;
        for (Leaf leaf : Leaf.of(member)) {
            Column target = leaf.in(column);
            runs.add(new Run(leaf, ElementGatherer.of(leaf.type(), heap, target), target));
        }
    }

    private record Run(Leaf leaf, ElementGatherer gatherer, Column target) {
        void gather(RowSource source, int firstRow, int rowCount, int targetRow) throws IOException {
            int perRow = leaf.places().perRow();
            for (int i = 0; i < perRow; i++) {
                gatherer.gather(source, leaf.places().offset(i), firstRow, rowCount, targetRow * perRow + i, perRow);
            }
        }

        void addHeapBytes(RowSource source, int firstRow, int rowCount, long[] rowBytes) {
            int perRow = leaf.places().perRow();
            for (int i = 0; i < perRow; i++) {
                gatherer.addHeapBytes(source, leaf.places().offset(i), firstRow, rowCount, rowBytes);
            }
        }
    }

    String name() {
        return member.name();
    }

    Column column() {
        return column;
    }

    /** Bytes of a row up to and including the last value of this member: what must be decoded of it. */
    int endOffset() {
        int end = 0;
        for (Run run : runs) {
            Leaf.Places places = run.leaf.places();
            end = Math.max(
                    end, places.offset(places.perRow() - 1) + run.leaf.type().bytes());
        }
        return end;
    }

    /** Forgets the texts of the batch before. */
    void startBatch() {
        for (Run run : runs) {
            if (run.target instanceof TextColumn texts) {
                texts.clear();
            }
            run.gatherer.startBatch();
        }
    }

    /** Adds to {@code rowBytes} how many bytes of each row's values are stored outside the row. */
    void addHeapBytes(RowSource source, int firstRow, int rowCount, long[] rowBytes) {
        for (Run run : runs) {
            run.addHeapBytes(source, firstRow, rowCount, rowBytes);
        }
    }

    /**
     * Gathers {@code rowCount} rows, from row {@code firstRow} of the source to row {@code targetRow} of the column.
     *
     * @throws BadValueException if a value cannot be decoded
     * @throws IOException if storage fails
     */
    void gather(RowSource source, int firstRow, int rowCount, int targetRow) throws IOException {
        column.ensureCapacity(targetRow + rowCount);
        for (Run run : runs) {
            run.gather(source, firstRow, rowCount, targetRow);
        }
    }
}

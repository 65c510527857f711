package io.battdat.hdf5.read;

import io.battdat.column.ArrayColumn;
import io.battdat.column.Column;
import io.battdat.column.StructColumn;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
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
    private final List<Leaf> leaves = new ArrayList<>();

    /** @param heap for values outside the rows; null if the member has none */
    MemberGatherer(Member member, Column column, GlobalHeap heap) {
        this.member = member;
        this.column = column;
        addLeaves(member.type(), column, heap, new Places(member.offset(), null, 0, 1));
    }

    private void addLeaves(ElementType type, Column target, GlobalHeap heap, Places places) {
        if (type instanceof ElementType.Array array) {
            Column elements = target;
            for (int i = 0; i < array.dimensions().size(); i++) {
                elements = ((ArrayColumn) elements).elements();
            }
            int count = array.elementCount();
            addLeaves(
                    array.element(),
                    elements,
                    heap,
                    places.repeated(count, array.element().bytes()));
        } else if (type instanceof ElementType.Compound compound) {
            for (int i = 0; i < compound.members().size(); i++) {
                Member part = compound.members().get(i);
                addLeaves(part.type(), ((StructColumn) target).fields().get(i), heap, places.at(part.offset()));
            }
        } else {
            leaves.add(new Leaf(places, type.bytes(), ElementGatherer.of(type, heap, target), target));
        }
    }

    /**
     * Where the values of a leaf stand in a row.
     *
     * @param offset of the first
     * @param outer where the compounds or arrays stand that these values are repeated in; null for the row itself
     * @param stepBytes from one of {@code count} elements to the next
     */
    private record Places(int offset, Places outer, int stepBytes, int count) {
        Places at(int memberOffset) {
            return new Places(offset + memberOffset, outer, stepBytes, count);
        }

        Places repeated(int elements, int elementBytes) {
            return new Places(offset, count == 1 ? outer : this, elementBytes, elements);
        }

        /** Values in each row. */
        int perRow() {
            return outer == null ? count : Math.multiplyExact(count, outer.perRow());
        }

        /** The offset in the row of a value, the innermost elements running fastest. */
        int offset(int index) {
            int inThis = offset + index % count * stepBytes;
            for (Places next = outer, inner = this; next != null; inner = next, next = next.outer) {
                index /= inner.count;
                inThis += index % next.count * next.stepBytes;
            }
            return inThis;
        }
    }

    private record Leaf(Places places, int valueBytes, ElementGatherer gatherer, Column target) {
        void gather(RowSource source, int firstRow, int rowCount, int targetRow) throws IOException {
            int perRow = places.perRow();
            for (int i = 0; i < perRow; i++) {
                gatherer.gather(source, places.offset(i), firstRow, rowCount, targetRow * perRow + i, perRow);
            }
        }

        void addHeapBytes(RowSource source, int firstRow, int rowCount, long[] rowBytes) {
            int perRow = places.perRow();
            for (int i = 0; i < perRow; i++) {
                gatherer.addHeapBytes(source, places.offset(i), firstRow, rowCount, rowBytes);
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
        for (Leaf leaf : leaves) {
            end = Math.max(end, leaf.places.offset(leaf.places.perRow() - 1) + leaf.valueBytes);
        }
        return end;
    }

    /** Forgets the texts of the batch before. */
    void startBatch() {
        for (Leaf leaf : leaves) {
            if (leaf.target instanceof TextColumn texts) {
                texts.clear();
            }
            leaf.gatherer.startBatch();
        }
    }

    /** Adds to {@code rowBytes} how many bytes of each row's values are stored outside the row. */
    void addHeapBytes(RowSource source, int firstRow, int rowCount, long[] rowBytes) {
        for (Leaf leaf : leaves) {
            leaf.addHeapBytes(source, firstRow, rowCount, rowBytes);
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
        for (Leaf leaf : leaves) {
            leaf.gather(source, firstRow, rowCount, targetRow);
        }
    }
}

package io.battdat.column;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A column of arrays of one length; the elements of row {@code r} start at element {@code r * length()}. */
public final class ArrayColumn extends Column {
    private final int length;
    private final Column elements;

    ArrayColumn(ColumnType type) {
        super(type);
        this.length = type.length();
        this.elements = Column.create(type.element(), 0);
    }

    /** Elements in each row's array. */
    public int length() {
        return length;
    }

    /** The elements of all rows, one after the other. */
    public Column elements() {
        return elements;
    }

    @Override
    public void ensureCapacity(int rows) {
        elements.ensureCapacity(Math.multiplyExact(rows, length));
    }

    @Override
    public long heldBytes() {
        return elements.heldBytes();
    }

    @Override
    public void copyRows(int row, Column source, int sourceRow, int rowCount) {
        elements.copyRows(
                Math.multiplyExact(row, length),
                ((ArrayColumn) source).elements,
                sourceRow * length,
                Math.multiplyExact(rowCount, length));
    }

    @Override
    public void moveRows(int fromRow, int toRow, int rowCount) {
        elements.moveRows(fromRow * length, toRow * length, rowCount * length);
    }

    @Override
    public List<Object> value(int row) {
        List<Object> values = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            values.add(elements.value(row * length + i));
        }
        return Collections.unmodifiableList(values);
    }
}

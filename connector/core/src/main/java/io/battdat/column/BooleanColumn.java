package io.battdat.column;

import java.util.Arrays;

/** A column of {@code boolean} values. */
public final class BooleanColumn extends Column {
    private boolean[] values = {};

    BooleanColumn() {
        super(ColumnType.BOOLEAN);
    }

    /** The values, by row; longer than the rows in use. */
    public boolean[] values() {
        return values;
    }

    @Override
    public void ensureCapacity(int rows) {
        if (rows > values.length) {
            values = Arrays.copyOf(values, grownLength(values.length, rows));
        }
    }

    @Override
    public long heldBytes() {
        return values.length;
    }

    @Override
    public void copyRows(int row, Column source, int sourceRow, int rowCount) {
        ensureCapacity(row + rowCount);
        System.arraycopy(((BooleanColumn) source).values, sourceRow, values, row, rowCount);
    }

    @Override
    public void moveRows(int fromRow, int toRow, int rowCount) {
        System.arraycopy(values, fromRow, values, toRow, rowCount);
    }

    @Override
    public Boolean value(int row) {
        return values[row];
    }
}

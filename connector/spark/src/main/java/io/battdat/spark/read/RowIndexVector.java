package io.battdat.spark.read;

import org.apache.spark.sql.types.DataTypes;

/** The position of each row in its table, from 0. */
final class RowIndexVector extends ReadOnlyVector {
    private long firstRow;

    RowIndexVector() {
        super(DataTypes.LongType);
    }

    void startBatch(long batchFirstRow) {
        firstRow = batchFirstRow;
    }

    @Override
    public long getLong(int rowId) {
        return firstRow + rowId;
    }
}

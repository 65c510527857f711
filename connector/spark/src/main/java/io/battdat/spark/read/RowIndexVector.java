package io.battdat.spark.read;

import io.battdat.hdf5.read.TableReader;
import org.apache.spark.sql.types.DataTypes;

/** The position of each row in its table, from 0. */
final class RowIndexVector extends ReadOnlyVector {
    private long[] numbers = {};

    RowIndexVector() {
        super(DataTypes.LongType);
    }

    void startBatch(TableReader reader) {
        if (numbers.length < reader.rowCount()) {
            numbers = new long[reader.rowCount()];
        }
        reader.rowNumbers(numbers);
    }

    @Override
    public long getLong(int rowId) {
        return numbers[rowId];
    }
}

package io.battdat.spark.write;

import io.battdat.hdf5.write.ColumnPlace;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Puts arrays, all of one length. */
final class ArrayCollector implements ValueCollector {
    private final ColumnPlace place;
    private final int length;
    private final ValueCollector element;

    ArrayCollector(ColumnPlace place, int length, ValueCollector element) {
        this.place = place;
        this.length = length;
        this.element = element;
    }

    @Override
    public long put(SpecializedGetters values, int ordinal, int position, long tableRow) {
        if (values.isNullAt(ordinal)) {
            throw place.refusal(tableRow, "the array is null. Give an array of " + length + " values");
        }
        ArrayData elements = values.getArray(ordinal);
        if (elements.numElements() != length) {
            throw place.refusal(
                    tableRow,
                    "expected an array of " + length + " values, as in the table's first row, found one of "
                            + elements.numElements()
                            + ". Arrays of a column have one length: make rows of them (explode), or fill them up");
        }
        long bytes = 0;
        for (int i = 0; i < length; i++) {
            bytes += element.put(elements, i, position * length + i, tableRow);
        }
        return bytes;
    }

    @Override
    public void clear() {
        element.clear();
    }
}

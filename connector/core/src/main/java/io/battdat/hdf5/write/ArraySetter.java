package io.battdat.hdf5.write;

import java.lang.reflect.Array;
import java.util.List;

/** Puts arrays and lists, all of one length. */
final class ArraySetter implements ValueSetter {
    private final ColumnPlace place;
    private final int length;
    private final ValueSetter elements;

    ArraySetter(ColumnPlace place, int length, ValueSetter elements) {
        this.place = place;
        this.length = length;
        this.elements = elements;
    }

    @Override
    public void set(int index, Object value, long tableRow) {
        List<?> list = value instanceof List<?> found ? found : null;
        boolean isArray = value != null && value.getClass().isArray();
        if (list == null && !isArray) {
            throw place.refusal(
                    tableRow, "expected an array of " + length + " values, found " + ColumnPlace.describe(value));
        }
        int found = list != null ? list.size() : Array.getLength(value);
        if (found != length) {
            throw place.refusal(
                    tableRow,
                    "expected an array of " + length + " values, found one of " + found
                            + "; arrays have the same length in every row");
        }
        for (int i = 0; i < length; i++) {
            elements.set(index * length + i, list != null ? list.get(i) : Array.get(value, i), tableRow);
        }
    }
}

package io.battdat.fuzz;

import io.battdat.column.ArrayColumn;
import io.battdat.column.BooleanColumn;
import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.column.StructColumn;
import io.battdat.column.TextColumn;

/** A running hash of the values of a column, bit for bit. */
final class Contents {
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private long hash = 1;

    long hash() {
        return hash;
    }

    void add(long bits) {
        hash = (hash ^ bits) * FACTOR;
        hash ^= hash >>> 29;
    }

    void add(Column column, int firstRow, int endRow) {
        if (column instanceof ArrayColumn array) {
            add(array.elements(), firstRow * array.length(), endRow * array.length());
            return;
        } else if (column instanceof StructColumn struct) {
            struct.fields().forEach(field -> add(field, firstRow, endRow));
            return;
        }
        for (int row = firstRow; row < endRow; row++) {
            add(column, row);
        }
    }

    private void add(Column column, int row) {
        if (column instanceof DoubleColumn doubles) {
            add(Double.doubleToRawLongBits(doubles.values()[row]));
        } else if (column instanceof LongColumn longs) {
            add(longs.values()[row]);
        } else if (column instanceof FloatColumn floats) {
            add(Float.floatToRawIntBits(floats.values()[row]));
        } else if (column instanceof IntColumn ints) {
            add(ints.values()[row]);
        } else if (column instanceof ShortColumn shorts) {
            add(shorts.values()[row]);
        } else if (column instanceof ByteColumn bytes) {
            add(bytes.values()[row]);
        } else if (column instanceof BooleanColumn booleans) {
            add(booleans.values()[row] ? 1 : 0);
        } else {
            TextColumn texts = (TextColumn) column;
            add(texts.length(row));
            for (int i = 0; i < texts.length(row); i++) {
                add(texts.bytes()[texts.start(row) + i]);
            }
        }
    }
}

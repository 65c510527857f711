package io.battdat.hdf5.zones;

import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.hdf5.read.TableReader;

/** The 64 bits that stand for each value of a column, as {@link ZoneColumn.Kind} says; made in one buffer. */
public final class ColumnBits {
    private long[] bits = {};

    /**
     * The bits of some rows, each at the position of its row; valid until the next call.
     *
     * @param column one that {@link ZoneColumn} knows
     * @param to the row after the last
     */
    public long[] of(Column column, int from, int to) {
        if (!(column instanceof LongColumn) && bits.length < to) {
            bits = new long[Math.max(to, TableReader.BATCH_ROWS)];
        }
        if (column instanceof LongColumn longs) {
            return longs.values();
        } else if (column instanceof DoubleColumn doubles) {
            for (int i = from; i < to; i++) {
                bits[i] = Double.doubleToRawLongBits(doubles.values()[i]);
            }
        } else if (column instanceof FloatColumn floats) {
            for (int i = from; i < to; i++) {
                bits[i] = Double.doubleToRawLongBits(floats.values()[i]);
            }
        } else if (column instanceof IntColumn ints) {
            for (int i = from; i < to; i++) {
                bits[i] = ints.values()[i];
            }
        } else if (column instanceof ShortColumn shorts) {
            for (int i = from; i < to; i++) {
                bits[i] = shorts.values()[i];
            }
        } else {
            for (int i = from; i < to; i++) {
                bits[i] = ((ByteColumn) column).values()[i];
            }
        }
        return bits;
    }
}

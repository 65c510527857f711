package io.battdat.hdf5.write;

import io.battdat.column.BooleanColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;

/** Scatters values of one type from a column into rows: all values of a scalar, or one element of each row's array. */
interface ElementScatterer {
    /**
     * Puts a value into each row.
     *
     * @param first where the value of the first row stands in the column
     * @param stride from there to where that of the next row stands
     * @param at where the value's first byte goes to in the block for the first row
     */
    void scatter(Column source, int first, int stride, int rowCount, RowBlock block, int at);

    /**
     * The scatterer for values of a type.
     *
     * @param type neither an array nor a compound
     */
    static ElementScatterer of(ElementType type) {
        if (type instanceof ElementType.Number number) {
            return new NumberScatterer(number);
        } else if (type instanceof ElementType.Bool) {
            return booleans();
        } else if (type instanceof ElementType.Text text) {
            return new TextScatterer(text);
        } else if (type instanceof ElementType.Time time) {
            return time.bytes() == Integer.BYTES
                    ? new NumberScatterer(new ElementType.Number(ElementType.NumberFormat.INT32, time.bigEndian()))
                    : timesOfMicroseconds(time);
        } else if (type instanceof ElementType.Enumeration enumeration) {
            return labels(enumeration);
        }
        throw new IllegalArgumentException("values of " + type + " are not written");
    }

    private static ElementScatterer booleans() {
        BitScatterer bits = new BitScatterer();
        return (source, first, stride, rowCount, block, at) -> {
            boolean[] values = ((BooleanColumn) source).values();
            int[] raw = bits.ints(rowCount);
            for (int i = 0, from = first; i < rowCount; i++, from += stride) {
                raw[i] = values[from] ? 1 : 0;
            }
            bits.putInts(rowCount, block, at, 1, false);
        };
    }

    /** Seconds above microseconds, both with the sign of the time, as PyTables makes them (typeconv.c). */
    private static ElementScatterer timesOfMicroseconds(ElementType.Time type) {
        BitScatterer bits = new BitScatterer();
        return (source, first, stride, rowCount, block, at) -> {
            double[] values = ((DoubleColumn) source).values();
            long[] raw = bits.longs(rowCount);
            for (int i = 0, from = first; i < rowCount; i++, from += stride) {
                int seconds = (int) values[from];
                long microseconds = Math.round((values[from] - seconds) * 1e6);
                raw[i] = (long) seconds << Integer.SIZE | microseconds & 0xFFFF_FFFFL;
            }
            bits.putLongs(rowCount, block, at, type.bigEndian());
        };
    }

    private static ElementScatterer labels(ElementType.Enumeration type) {
        BitScatterer bits = new BitScatterer();
        EnumValues values = new EnumValues(type);
        return (source, first, stride, rowCount, block, at) -> {
            long[] raw = bits.longs(rowCount);
            for (int i = 0, from = first; i < rowCount; i++, from += stride) {
                raw[i] = values.of(((TextColumn) source).value(from)).orElseThrow();
            }
            if (type.bytes() == Long.BYTES) {
                bits.putLongs(rowCount, block, at, type.base().bigEndian());
            } else {
                int[] narrow = bits.ints(rowCount);
                for (int i = 0; i < rowCount; i++) {
                    narrow[i] = (int) raw[i];
                }
                bits.putInts(rowCount, block, at, type.bytes(), type.base().bigEndian());
            }
        };
    }
}

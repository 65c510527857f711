package io.battdat.hdf5.read;

import io.battdat.column.BooleanColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import java.io.IOException;

/** Gathers values of one type from rows into a column: all values of a scalar, or one element of each row's array. */
interface ElementGatherer {
    /**
     * Gathers the value at a place of each row.
     *
     * @param offset of the value in the row
     * @param start where the value of the first row goes to in the column
     * @param stride from there to where that of the next row goes to
     * @throws BadValueException if a value cannot be decoded
     * @throws IOException if storage fails
     */
    void gather(RowSource source, int offset, int firstRow, int rowCount, int start, int stride) throws IOException;

    /** Forgets what belongs to the batch before. */
    default void startBatch() {}

    /** Adds to {@code rowBytes} how many bytes each row's value takes outside the row. */
    default void addHeapBytes(RowSource source, int offset, int firstRow, int rowCount, long[] rowBytes) {}

    /**
     * The gatherer for values of a type.
     *
     * @param type neither an array nor a compound
     * @param heap for values outside the rows
     * @param column of the type that the values decode into
     */
    static ElementGatherer of(ElementType type, GlobalHeap heap, Column column) {
        if (type instanceof ElementType.Number number) {
            return new NumberGatherer(number, column);
        } else if (type instanceof ElementType.Bool) {
            return booleans((BooleanColumn) column);
        } else if (type instanceof ElementType.Time time) {
            return time.bytes() == Integer.BYTES
                    ? new NumberGatherer(
                            new ElementType.Number(ElementType.NumberFormat.INT32, time.bigEndian()),
                            (IntColumn) column)
                    : timesOfMicroseconds(time, (DoubleColumn) column);
        } else if (type instanceof ElementType.Text text) {
            return new TextGatherer(text, (TextColumn) column);
        } else if (type instanceof ElementType.Enumeration enumeration) {
            return new LabelGatherer(enumeration, (TextColumn) column);
        } else if (type instanceof ElementType.VariableText text) {
            return new VariableTextGatherer(text, heap, (TextColumn) column);
        }
        throw new IllegalArgumentException("no single values: " + type);
    }

    private static ElementGatherer booleans(BooleanColumn column) {
        BitGatherer bits = new BitGatherer();
        return (source, offset, firstRow, rowCount, start, stride) -> {
            boolean[] values = column.values();
            int[] raw = bits.ints(source, offset, 1, false, firstRow, rowCount);
            for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                values[to] = raw[i] != 0;
            }
        };
    }

    /**
     * Seconds above microseconds, both signed. The product is PyTables' (typeconv.c), so that every bit is the same;
     * dividing by a million would differ in the last one for times close to 1970.
     */
    private static ElementGatherer timesOfMicroseconds(ElementType.Time type, DoubleColumn column) {
        BitGatherer bits = new BitGatherer();
        return (source, offset, firstRow, rowCount, start, stride) -> {
            double[] values = column.values();
            long[] raw = bits.longs(source, offset, type.bigEndian(), firstRow, rowCount);
            for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                values[to] = 1e-6 * (int) raw[i] + (int) (raw[i] >> 32);
            }
        };
    }
}

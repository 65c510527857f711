package io.battdat.testing;

import io.battdat.column.ArrayColumn;
import io.battdat.column.BooleanColumn;
import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Columns as the bytes of their file: values one behind the other in the width they are stored with, little-endian,
 * texts with their padding. Equal bytes are equal values, bit for bit.
 */
public final class ColumnBytes {
    private ColumnBytes() {}

    /** The first {@code rowCount} rows of a column that was decoded from members of the given type. */
    public static byte[] pack(ElementType type, Column column, int rowCount) {
        ElementType element = element(type);
        Column elements = elements(column);
        int count = Math.multiplyExact(rowCount, type.bytes() / element.bytes());
        ByteBuffer target =
                ByteBuffer.allocate(Math.multiplyExact(count, element.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            put(element, elements, i, target);
        }
        return target.array();
    }

    /** The type of an array's elements, whatever its dimensions; any other type itself. */
    public static ElementType element(ElementType type) {
        ElementType element = type;
        while (element instanceof ElementType.Array array) {
            element = array.element();
        }
        return element;
    }

    /** The column that holds the elements of arrays; any other column itself. */
    public static Column elements(Column column) {
        Column elements = column;
        while (elements instanceof ArrayColumn array) {
            elements = array.elements();
        }
        return elements;
    }

    private static void put(ElementType type, Column column, int i, ByteBuffer target) {
        if (type instanceof ElementType.Text text) {
            putText(text, (TextColumn) column, i, target);
        } else if (type instanceof ElementType.Bool) {
            target.put((byte) (((BooleanColumn) column).values()[i] ? 1 : 0));
        } else {
            putNumber(((ElementType.Number) type).format(), column, i, target);
        }
    }

    private static void putText(ElementType.Text type, TextColumn column, int i, ByteBuffer target) {
        byte[] padded = new byte[type.bytes()];
        Arrays.fill(padded, (byte) (type.spacePadded() ? ' ' : 0));
        System.arraycopy(column.bytes(), column.start(i), padded, 0, column.length(i));
        target.put(padded);
    }

    private static void putNumber(ElementType.NumberFormat format, Column column, int i, ByteBuffer target) {
        switch (format) {
            case INT8 -> target.put(((ByteColumn) column).values()[i]);
            case UINT8 -> target.put((byte) ((ShortColumn) column).values()[i]);
            case INT16 -> target.putShort(((ShortColumn) column).values()[i]);
            case UINT16 -> target.putShort((short) ((IntColumn) column).values()[i]);
            case INT32 -> target.putInt(((IntColumn) column).values()[i]);
            case UINT32 -> target.putInt((int) ((LongColumn) column).values()[i]);
            case INT64, UINT64 -> target.putLong(((LongColumn) column).values()[i]);
            case FLOAT16 -> target.putShort((short) HalfBits.of(((FloatColumn) column).values()[i]));
            case FLOAT32 -> target.putInt(Float.floatToRawIntBits(((FloatColumn) column).values()[i]));
            case FLOAT64 -> target.putLong(Double.doubleToRawLongBits(((DoubleColumn) column).values()[i]));
        }
    }
}

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
import io.battdat.column.StructColumn;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Columns as the bytes of their file: values one behind the other in the width they are stored with, little-endian,
 * texts with their padding. Equal bytes are equal values, bit for bit.
 */
public final class ColumnBytes {
    private ColumnBytes() {}

    /** Some rows of a column that was decoded from members of the given type. */
    public static byte[] pack(ElementType type, Column column, int firstRow, int endRow) {
        ByteBuffer target =
                ByteBuffer.allocate(packedBytes(type, column, firstRow, endRow)).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = firstRow; row < endRow; row++) {
            put(type, column, row, target);
        }
        return target.array();
    }

    /** The first {@code rowCount} rows. */
    public static byte[] pack(ElementType type, Column column, int rowCount) {
        return pack(type, column, 0, rowCount);
    }

    /** Texts of variable length are packed with a NUL behind each, compounds without the gaps between members. */
    private static int packedBytes(ElementType type, Column column, int firstRow, int endRow) {
        if (type instanceof ElementType.Array array) {
            int count = array.elementCount();
            return packedBytes(array.element(), elements(array, column), firstRow * count, endRow * count);
        } else if (type instanceof ElementType.Compound compound) {
            int bytes = 0;
            for (int i = 0; i < compound.members().size(); i++) {
                Column field = ((StructColumn) column).fields().get(i);
                bytes += packedBytes(compound.members().get(i).type(), field, firstRow, endRow);
            }
            return bytes;
        } else if (type instanceof ElementType.VariableText) {
            TextColumn texts = (TextColumn) column;
            return IntStream.range(firstRow, endRow)
                    .map(row -> texts.length(row) + 1)
                    .sum();
        }
        return Math.multiplyExact(endRow - firstRow, type.bytes());
    }

    private static Column elements(ElementType.Array type, Column column) {
        Column elements = column;
        for (int i = 0; i < type.dimensions().size(); i++) {
            elements = ((ArrayColumn) elements).elements();
        }
        return elements;
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
        if (type instanceof ElementType.Array array) {
            int count = array.elementCount();
            for (int k = 0; k < count; k++) {
                put(array.element(), elements(array, column), i * count + k, target);
            }
        } else if (type instanceof ElementType.Compound compound) {
            for (int k = 0; k < compound.members().size(); k++) {
                put(
                        compound.members().get(k).type(),
                        ((StructColumn) column).fields().get(k),
                        i,
                        target);
            }
        } else if (type instanceof ElementType.Text text) {
            putText(text, (TextColumn) column, i, target);
        } else if (type instanceof ElementType.VariableText) {
            TextColumn texts = (TextColumn) column;
            target.put(texts.bytes(), texts.start(i), texts.length(i)).put((byte) 0);
        } else if (type instanceof ElementType.Enumeration enumeration) {
            putLabel(enumeration, (String) column.value(i), target);
        } else if (type instanceof ElementType.Time time) {
            if (time.bytes() == Integer.BYTES) {
                target.putInt(((IntColumn) column).values()[i]);
            } else {
                target.putLong(Double.doubleToRawLongBits(((DoubleColumn) column).values()[i]));
            }
        } else if (type instanceof ElementType.Bool) {
            target.put((byte) (((BooleanColumn) column).values()[i] ? 1 : 0));
        } else {
            putNumber(((ElementType.Number) type).format(), column, i, target);
        }
    }

    private static void putLabel(ElementType.Enumeration type, String label, ByteBuffer target) {
        long value = type.labels().entrySet().stream()
                .filter(entry -> entry.getValue().equals(label))
                .findFirst()
                .orElseThrow()
                .getKey();
        for (int k = 0; k < type.bytes(); k++) {
            target.put((byte) (value >> Byte.SIZE * k));
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

package io.battdat.spark.convert;

import io.battdat.column.ArrayColumn;
import io.battdat.column.BooleanColumn;
import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.column.StructColumn;
import io.battdat.column.TextColumn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * A checksum of all values of a column, whatever file they are in: CRC-32 (as {@code zlib.crc32} in Python) of the values
 * as little-endian numbers, one behind the other; booleans as a byte 0 or 1; texts as UTF-8, each followed by a zero byte;
 * arrays as their elements.
 */
final class ColumnChecksum {
    private static final byte[] END_OF_TEXT = {0};
    private static final long NAN_BITS = Double.doubleToLongBits(Double.NaN);
    private static final int FLOAT_NAN_BITS = Float.floatToIntBits(Float.NaN);

    private final boolean oneNaN;
    private final CRC32 crc = new CRC32();
    /** Of a struct: one for each field. */
    private final List<ColumnChecksum> fields = new ArrayList<>();

    private ByteBuffer buffer = ByteBuffer.allocate(0);

    /** @param oneNaN whether every NaN counts as the one that Java has (0x7ff8000000000000, 0x7fc00000) */
    ColumnChecksum(ColumnType type, boolean oneNaN) {
        this.oneNaN = oneNaN;
        ColumnType element = type;
        while (element.element() != null) {
            element = element.element();
        }
        element.fields().forEach(field -> fields.add(new ColumnChecksum(field.type(), oneNaN)));
    }

    void update(Column column, int rowCount) {
        if (column instanceof ArrayColumn array) {
            update(array.elements(), rowCount * array.length());
        } else if (column instanceof StructColumn struct) {
            for (int i = 0; i < fields.size(); i++) {
                fields.get(i).update(struct.fields().get(i), rowCount);
            }
        } else if (column instanceof TextColumn texts) {
            for (int row = 0; row < rowCount; row++) {
                crc.update(texts.bytes(), texts.start(row), texts.length(row));
                crc.update(END_OF_TEXT);
            }
        } else if (column instanceof ByteColumn bytes) {
            crc.update(bytes.values(), 0, rowCount);
        } else {
            int width = put(column, rowCount);
            crc.update(buffer.array(), 0, rowCount * width);
        }
    }

    /** Lays values into the buffer; returns the bytes that each takes. */
    private int put(Column column, int rowCount) {
        if (column instanceof DoubleColumn doubles) {
            double[] values = doubles.values();
            room(rowCount, Double.BYTES).asDoubleBuffer().put(values, 0, rowCount);
            for (int row = 0; oneNaN && row < rowCount; row++) {
                if (Double.isNaN(values[row])) {
                    buffer.putLong(row * Double.BYTES, NAN_BITS);
                }
            }
            return Double.BYTES;
        } else if (column instanceof LongColumn longs) {
            room(rowCount, Long.BYTES).asLongBuffer().put(longs.values(), 0, rowCount);
            return Long.BYTES;
        } else if (column instanceof FloatColumn floats) {
            float[] values = floats.values();
            room(rowCount, Float.BYTES).asFloatBuffer().put(values, 0, rowCount);
            for (int row = 0; oneNaN && row < rowCount; row++) {
                if (Float.isNaN(values[row])) {
                    buffer.putInt(row * Float.BYTES, FLOAT_NAN_BITS);
                }
            }
            return Float.BYTES;
        } else if (column instanceof IntColumn ints) {
            room(rowCount, Integer.BYTES).asIntBuffer().put(ints.values(), 0, rowCount);
            return Integer.BYTES;
        } else if (column instanceof ShortColumn shorts) {
            room(rowCount, Short.BYTES).asShortBuffer().put(shorts.values(), 0, rowCount);
            return Short.BYTES;
        }
        boolean[] values = ((BooleanColumn) column).values();
        byte[] bytes = room(rowCount, Byte.BYTES).array();
        for (int row = 0; row < rowCount; row++) {
            bytes[row] = (byte) (values[row] ? 1 : 0);
        }
        return Byte.BYTES;
    }

    private ByteBuffer room(int rowCount, int width) {
        int bytes = Math.multiplyExact(rowCount, width);
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        return buffer.clear();
    }

    /** Eight hexadecimal digits; of a struct those of its fields, joined by {@code -}. */
    String text() {
        return fields.isEmpty()
                ? String.format("%08x", crc.getValue())
                : fields.stream().map(ColumnChecksum::text).collect(Collectors.joining("-"));
    }
}

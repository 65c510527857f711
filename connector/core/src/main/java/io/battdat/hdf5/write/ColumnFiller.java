package io.battdat.hdf5.write;

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
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Puts Java values into a column. What the column cannot hold as it is, is refused: an integer out of range or with a
 * fraction, null in anything but a float column (where it is NaN), an array of another shape. A float column rounds to
 * its precision, but takes integers only if it holds them exactly.
 */
final class ColumnFiller {
    private final String table;
    private final String name;
    private final ElementType element;
    private final Column column;
    /** The column that single values go to: of arrays, the innermost one. */
    private final Column target;
    /** Lengths of the arrays, outermost first; empty for single values. */
    private final int[] lengths;

    private final int elementsPerRow;

    ColumnFiller(String table, String name, ElementType type) {
        this.table = table;
        this.name = name;
        this.element = StorageTypes.innermost(type);
        this.elementsPerRow = type.bytes() / element.bytes();
        this.column = Column.create(
                type.columnType()
                        .orElseThrow(
                                () -> new WriteException(table + ", column " + name + ": " + type + " is not written")),
                0);
        Column inner = column;
        int[] found = new int[0];
        while (inner instanceof ArrayColumn array) {
            found = java.util.Arrays.copyOf(found, found.length + 1);
            found[found.length - 1] = array.length();
            inner = array.elements();
        }
        this.target = inner;
        this.lengths = found;
    }

    Column column() {
        return column;
    }

    void ensureCapacity(int rows) {
        column.ensureCapacity(rows);
    }

    /** Forgets the texts of the rows before. */
    void clear() {
        if (target instanceof TextColumn texts) {
            texts.clear();
        }
    }

    /**
     * Puts a row's value.
     *
     * @param tableRow number that the row will have in the table, for messages
     */
    void set(int row, Object value, long tableRow) {
        if (lengths.length == 0) {
            setElement(row, value, tableRow);
        } else {
            setArray(row * elementsPerRow, 0, value, tableRow);
        }
    }

    /** Puts the values of rows from 0 on: an array of primitives or objects, or a list. */
    void setAll(Object values, int count, long tableRow) {
        ensureCapacity(count);
        if (lengths.length == 0 && copyAll(values, count)) {
            return;
        }
        if (values instanceof List<?> list) {
            for (int i = 0; i < count; i++) {
                set(i, list.get(i), tableRow + i);
            }
        } else {
            for (int i = 0; i < count; i++) {
                set(i, Array.get(values, i), tableRow + i);
            }
        }
    }

    /** Copies an array of the very primitives that the column holds. */
    private boolean copyAll(Object values, int count) {
        if (values instanceof double[] && target instanceof DoubleColumn doubles) {
            System.arraycopy(values, 0, doubles.values(), 0, count);
        } else if (values instanceof float[] && target instanceof FloatColumn floats) {
            System.arraycopy(values, 0, floats.values(), 0, count);
        } else if (values instanceof long[] && storesAll(ElementType.NumberFormat.INT64)) {
            System.arraycopy(values, 0, ((LongColumn) target).values(), 0, count);
        } else if (values instanceof int[] && storesAll(ElementType.NumberFormat.INT32)) {
            System.arraycopy(values, 0, ((IntColumn) target).values(), 0, count);
        } else if (values instanceof short[] && storesAll(ElementType.NumberFormat.INT16)) {
            System.arraycopy(values, 0, ((ShortColumn) target).values(), 0, count);
        } else if (values instanceof byte[] && target instanceof ByteColumn bytes) {
            System.arraycopy(values, 0, bytes.values(), 0, count);
        } else if (values instanceof boolean[] && target instanceof BooleanColumn booleans) {
            System.arraycopy(values, 0, booleans.values(), 0, count);
        } else {
            return false;
        }
        return true;
    }

    private boolean storesAll(ElementType.NumberFormat format) {
        return element instanceof ElementType.Number number && number.format() == format;
    }

    private void setArray(int start, int dimension, Object value, long tableRow) {
        int length = lengths[dimension];
        int found = value instanceof List<?> list
                ? list.size()
                : value != null && value.getClass().isArray() ? Array.getLength(value) : -1;
        if (found != length) {
            throw refusal(
                    tableRow,
                    found < 0
                            ? "expected an array of " + length + " values, found " + describe(value)
                            : "expected an array of " + length + " values, found one of " + found
                                    + "; arrays have the same length in every row");
        }
        int step = 1;
        for (int inner = dimension + 1; inner < lengths.length; inner++) {
            step *= lengths[inner];
        }
        for (int i = 0; i < length; i++) {
            Object item = value instanceof List<?> list ? list.get(i) : Array.get(value, i);
            if (dimension == lengths.length - 1) {
                setElement(start + i, item, tableRow);
            } else {
                setArray(start + i * step, dimension + 1, item, tableRow);
            }
        }
    }

    private void setElement(int index, Object value, long tableRow) {
        if (element instanceof ElementType.Number number) {
            setNumber(index, number.format(), value, tableRow);
        } else if (element instanceof ElementType.Text) {
            setText(index, value, tableRow);
        } else if (value instanceof Boolean flag) {
            ((BooleanColumn) target).values()[index] = flag;
        } else {
            throw expected(tableRow, "true or false", value);
        }
    }

    private void setNumber(int index, ElementType.NumberFormat format, Object value, long tableRow) {
        switch (format) {
            case FLOAT64 -> ((DoubleColumn) target).values()[index] = toDouble(value, tableRow);
            case FLOAT32 -> ((FloatColumn) target).values()[index] = toFloat(value, tableRow);
            case FLOAT16 -> ((FloatColumn) target).values()[index] = toHalf(value, tableRow);
            case INT8 ->
                ((ByteColumn) target).values()[index] = (byte) toLong(value, Byte.MIN_VALUE, Byte.MAX_VALUE, tableRow);
            case INT16 ->
                ((ShortColumn) target).values()[index] =
                        (short) toLong(value, Short.MIN_VALUE, Short.MAX_VALUE, tableRow);
            case INT32 ->
                ((IntColumn) target).values()[index] =
                        (int) toLong(value, Integer.MIN_VALUE, Integer.MAX_VALUE, tableRow);
            case INT64 ->
                ((LongColumn) target).values()[index] = toLong(value, Long.MIN_VALUE, Long.MAX_VALUE, tableRow);
            case UINT8 -> ((ShortColumn) target).values()[index] = (short) toLong(value, 0, 0xFF, tableRow);
            case UINT16 -> ((IntColumn) target).values()[index] = (int) toLong(value, 0, 0xFFFF, tableRow);
            case UINT32 -> ((LongColumn) target).values()[index] = toLong(value, 0, 0xFFFF_FFFFL, tableRow);
            case UINT64 -> ((LongColumn) target).values()[index] = toUnsignedLong(value, tableRow);
        }
    }

    private double toDouble(Object value, long tableRow) {
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            double number = ((Number) value).doubleValue();
            if (Double.isInfinite(number) && value instanceof BigDecimal) {
                throw refusal(tableRow, value + " is beyond the range of float64");
            }
            return number;
        }
        if (value == null) {
            return Double.NaN;
        }
        double number = integer(value, "a number", tableRow).doubleValue();
        return exactly(number, value, tableRow);
    }

    private float toFloat(Object value, long tableRow) {
        if (value instanceof Float number) {
            return number;
        }
        if (value == null) {
            return Float.NaN;
        }
        if (value instanceof Double || value instanceof BigDecimal) {
            double number = ((Number) value).doubleValue();
            float rounded = (float) number;
            if (Float.isInfinite(rounded) && (!Double.isInfinite(number) || value instanceof BigDecimal)) {
                throw refusal(tableRow, value + " is beyond the range of float32. Use a float64 column");
            }
            return rounded;
        }
        float number = integer(value, "a number", tableRow).floatValue();
        exactly(number, value, tableRow);
        return number;
    }

    private float toHalf(Object value, long tableRow) {
        float number = toFloat(value, tableRow);
        if (HalfFloat.overflows(number)) {
            throw refusal(tableRow, value + " is beyond the range of float16. Use a float32 column");
        }
        return number;
    }

    private double exactly(double number, Object value, long tableRow) {
        if (Double.isInfinite(number) || !new BigDecimal(number).equals(new BigDecimal(integer(value, "", tableRow)))) {
            throw refusal(
                    tableRow,
                    "the integer " + value + " is not held exactly by this float column. Use an int64 column");
        }
        return number;
    }

    private long toLong(Object value, long minimum, long maximum, long tableRow) {
        long number;
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            number = ((Number) value).longValue();
        } else {
            BigInteger integer = integer(value, "an integer", tableRow);
            if (integer.bitLength() > 63) {
                throw outside(value, BigInteger.valueOf(minimum), BigInteger.valueOf(maximum), tableRow);
            }
            number = integer.longValue();
        }
        if (number < minimum || number > maximum) {
            throw outside(value, BigInteger.valueOf(minimum), BigInteger.valueOf(maximum), tableRow);
        }
        return number;
    }

    private long toUnsignedLong(Object value, long tableRow) {
        BigInteger integer = integer(value, "an integer", tableRow);
        if (integer.signum() < 0 || integer.bitLength() > 64) {
            BigInteger maximum = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
            throw outside(value, BigInteger.ZERO, maximum, tableRow);
        }
        return integer.longValue();
    }

    private WriteException outside(Object value, BigInteger minimum, BigInteger maximum, long tableRow) {
        return refusal(
                tableRow,
                value + " is outside " + minimum + " to " + maximum
                        + ", which the column stores. Write it to a column of a wider type");
    }

    /** The integer that a value is, whatever its class; a float counts if it has no fraction. */
    private BigInteger integer(Object value, String expected, long tableRow) {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return BigInteger.valueOf(((Number) value).longValue());
        }
        if (value instanceof BigInteger integer) {
            return integer;
        }
        try {
            if (value instanceof Double || value instanceof Float) {
                return new BigDecimal(((Number) value).doubleValue()).toBigIntegerExact();
            }
            if (value instanceof BigDecimal decimal) {
                return decimal.toBigIntegerExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw refusal(
                    tableRow, value + " is no integer, and the column stores integers. Write it to a float64 column");
        }
        throw expected(tableRow, expected, value);
    }

    private void setText(int index, Object value, long tableRow) {
        String text;
        if (value instanceof CharSequence characters) {
            text = characters.toString();
        } else if (value instanceof Enum<?> constant) {
            text = constant.name();
        } else {
            throw expected(tableRow, "a text", value);
        }
        byte[] bytes;
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
        } catch (CharacterCodingException e) {
            throw refusal(tableRow, "the text holds half a surrogate pair, which is no valid Unicode");
        }
        boolean spaces = ((ElementType.Text) element).spacePadded();
        if (bytes.length > 0 && bytes[bytes.length - 1] == (spaces ? ' ' : 0)) {
            throw refusal(
                    tableRow,
                    "the text ends with a " + (spaces ? "space" : "NUL character")
                            + ", which is what fills the rest of the column, and would be lost. Cut it off before"
                            + " writing");
        }
        ((TextColumn) target).put(index, bytes, 0, bytes.length);
    }

    private WriteException expected(long tableRow, String expected, Object value) {
        if (value == null) {
            return refusal(
                    tableRow,
                    "the value is null, which only float columns can hold (as NaN). Give a value, or use a float64"
                            + " column");
        }
        return refusal(tableRow, "expected " + expected + ", found " + describe(value));
    }

    private WriteException refusal(long tableRow, String problem) {
        return new WriteException(table + ", column " + name + ", row " + tableRow + ": " + problem);
    }

    private static String describe(Object value) {
        if (value == null) {
            return "null";
        }
        String text = value instanceof Object[] || value.getClass().isArray() ? "" : " " + value;
        return value.getClass().getSimpleName() + (text.length() > 80 ? text.substring(0, 80) + "…" : text);
    }
}

package io.battdat.spark.write;

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
import io.battdat.column.TextColumn;
import io.battdat.hdf5.write.WriteException;
import io.battdat.spark.SparkTypes;
import java.math.BigInteger;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;

/** Collects the values of one column. Null is NaN in a float column, and an error in any other. */
final class ColumnCollector {
    private static final double MICROS_PER_SECOND = 1e6;
    private static final int UNSIGNED_LONG_DIGITS = 20;
    private static final int UNSIGNED_LONG_BITS = 64;

    private final String table;
    private final String name;
    private final DataType type;
    private final int ordinal;
    private final DataType elementType;
    private final boolean timestamps;

    private Column column;
    /** The column of single values. */
    private Column target;

    private int elementsPerRow;
    /** Of the row that was put last. */
    private long textBytes;

    ColumnCollector(String table, String name, DataType type, int ordinal) {
        this.table = table;
        this.name = name;
        this.type = type;
        this.ordinal = ordinal;
        DataType element = type;
        while (element instanceof ArrayType array) {
            element = array.elementType();
        }
        this.elementType = element;
        this.timestamps = element.equals(DataTypes.TimestampType) || element.equals(DataTypes.TimestampNTZType);
        if (element == type) {
            use(stored());
        }
    }

    private ColumnType stored() {
        return SparkTypes.stored(elementType).orElseThrow();
    }

    private void use(ColumnType wanted) {
        if (column == null || !column.type().equals(wanted)) {
            column = Column.create(wanted, 0);
            target = column;
            elementsPerRow = 1;
            while (target instanceof ArrayColumn array) {
                elementsPerRow *= array.length();
                target = array.elements();
            }
        }
        shapeKnown = true;
    }

    private boolean shapeKnown;

    void forgetShape() {
        shapeKnown = elementType == type;
    }

    void learnShape(InternalRow row, long tableRow) {
        if (!shapeKnown) {
            use(shape(type, row, ordinal, tableRow));
        }
    }

    private ColumnType shape(DataType wanted, SpecializedGetters values, int index, long tableRow) {
        if (!(wanted instanceof ArrayType array)) {
            return stored();
        }
        if (values.isNullAt(index)) {
            throw refusal(
                    tableRow,
                    "the array is null. Give an array of the same length in every row, or leave the" + " column out");
        }
        ArrayData elements = values.getArray(index);
        if (elements.numElements() == 0) {
            throw refusal(tableRow, "the array is empty, and HDF5 has no empty arrays. Leave the column out");
        }
        return ColumnType.array(shape(array.elementType(), elements, 0, tableRow), elements.numElements());
    }

    /** Of arrays whose lengths are not known yet, of length one. */
    ColumnType type() {
        return shapeKnown ? column.type() : unknownShape(type);
    }

    private ColumnType unknownShape(DataType of) {
        return of instanceof ArrayType array ? ColumnType.array(unknownShape(array.elementType()), 1) : stored();
    }

    Column column() {
        return column;
    }

    void clear() {
        if (target instanceof TextColumn texts) {
            texts.clear();
        }
    }

    /** @return about how many bytes of memory the value takes */
    long put(InternalRow row, int position, long tableRow) {
        column.ensureCapacity(position + 1);
        textBytes = 0;
        if (elementType == type) {
            putSingle(row, ordinal, position, tableRow);
        } else {
            putArray(row, ordinal, column, position * elementsPerRow, tableRow);
        }
        return textBytes + (long) Long.BYTES * elementsPerRow;
    }

    private void putArray(SpecializedGetters values, int index, Column level, int position, long tableRow) {
        if (!(level instanceof ArrayColumn array)) {
            putSingle(values, index, position, tableRow);
            return;
        }
        if (values.isNullAt(index)) {
            throw refusal(tableRow, "the array is null. Give an array of " + array.length() + " values");
        }
        ArrayData elements = values.getArray(index);
        if (elements.numElements() != array.length()) {
            throw refusal(
                    tableRow,
                    "expected an array of " + array.length() + " values, as in the table's first row, found one of "
                            + elements.numElements()
                            + ". Arrays of a column have one length: make rows of them (explode), or fill them up");
        }
        int step = 1;
        for (Column inner = array.elements(); inner instanceof ArrayColumn deeper; inner = deeper.elements()) {
            step *= deeper.length();
        }
        for (int i = 0; i < array.length(); i++) {
            putArray(elements, i, array.elements(), position + i * step, tableRow);
        }
    }

    private void putSingle(SpecializedGetters values, int index, int position, long tableRow) {
        boolean isNull = values.isNullAt(index);
        if (target instanceof DoubleColumn doubles) {
            doubles.values()[position] =
                    isNull ? Double.NaN : timestamps ? seconds(values.getLong(index)) : values.getDouble(index);
        } else if (target instanceof FloatColumn floats) {
            floats.values()[position] = isNull ? Float.NaN : values.getFloat(index);
        } else if (isNull) {
            throw refusal(
                    tableRow,
                    "the value is null, which only float columns can hold (as NaN). Fill it"
                            + " (DataFrame.na.fill, coalesce), cast the column to double if it is a number, or leave it out");
        } else {
            putNonNull(values, index, position, tableRow);
        }
    }

    private static double seconds(long micros) {
        return micros / MICROS_PER_SECOND;
    }

    private void putNonNull(SpecializedGetters values, int index, int position, long tableRow) {
        switch (target.type().kind()) {
            case BOOLEAN -> ((BooleanColumn) target).values()[position] = values.getBoolean(index);
            case BYTE -> ((ByteColumn) target).values()[position] = values.getByte(index);
            case SHORT -> ((ShortColumn) target).values()[position] = values.getShort(index);
            case INT -> ((IntColumn) target).values()[position] = values.getInt(index);
            case LONG -> ((LongColumn) target).values()[position] = values.getLong(index);
            case UNSIGNED_LONG ->
                ((LongColumn) target).values()[position] =
                        unsigned(values.getDecimal(index, UNSIGNED_LONG_DIGITS, 0), tableRow);
            case TEXT -> {
                byte[] text = values.getUTF8String(index).getBytes();
                ((TextColumn) target).put(position, text, 0, text.length);
                textBytes += text.length;
            }
            default -> throw new IllegalStateException("no single value: " + target.type());
        }
    }

    private long unsigned(Decimal value, long tableRow) {
        BigInteger integer = value.toJavaBigDecimal().toBigIntegerExact();
        if (integer.signum() < 0 || integer.bitLength() > UNSIGNED_LONG_BITS) {
            throw refusal(
                    tableRow,
                    "the value " + integer + " is outside of uint64, which stores decimal(20,0). Cast to double");
        }
        return integer.longValue();
    }

    private WriteException refusal(long tableRow, String problem) {
        return new WriteException(table + ", column " + name + ", row " + tableRow + ": " + problem);
    }
}

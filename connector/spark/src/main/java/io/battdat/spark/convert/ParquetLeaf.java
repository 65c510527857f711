package io.battdat.spark.convert;

import io.battdat.column.BooleanColumn;
import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.column.TextColumn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Single values of a Parquet file on their way to a column: of lists those of all elements, which have the same number in
 * every row.
 */
final class ParquetLeaf {
    private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
    private static final long SECONDS_PER_DAY = 86_400;

    private final ColumnDescriptor descriptor;
    private final Column column;
    private final int valuesPerRow;
    /** Of timestamps, which become seconds; 1 for all else. */
    private final double unitsPerSecond;

    ParquetLeaf(ColumnDescriptor descriptor, Column column, int valuesPerRow, double unitsPerSecond) {
        this.descriptor = descriptor;
        this.column = column;
        this.valuesPerRow = valuesPerRow;
        this.unitsPerSecond = unitsPerSecond;
    }

    ColumnDescriptor descriptor() {
        return descriptor;
    }

    void startBatch() {
        if (column instanceof TextColumn texts) {
            texts.clear();
        }
    }

    /** @throws BadValue if the row has no value where there must be one, or a list of another length */
    void read(ColumnReader reader, int row) throws BadValue {
        int first = row * valuesPerRow;
        int count = 0;
        do {
            if (count == valuesPerRow) {
                throw new BadValue("a list of more than " + valuesPerRow
                        + " elements, as many as the first row has; tables hold arrays of one length");
            }
            boolean present = reader.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel();
            put(reader, first + count, present);
            count++;
            reader.consume();
        } while (descriptor.getMaxRepetitionLevel() > 0 && reader.getCurrentRepetitionLevel() > 0);
        if (count < valuesPerRow) {
            throw new BadValue("a list of " + count + " elements, where the first row has " + valuesPerRow
                    + "; tables hold arrays of one length");
        }
    }

    /** What a column cannot take, in words. */
    static final class BadValue extends Exception {
        private static final long serialVersionUID = 1L;

        BadValue(String message) {
            super(message);
        }
    }

    private void put(ColumnReader reader, int at, boolean present) throws BadValue {
        if (column instanceof DoubleColumn doubles) {
            doubles.values()[at] = !present ? Double.NaN : number(reader);
        } else if (column instanceof FloatColumn floats) {
            floats.values()[at] = present ? reader.getFloat() : Float.NaN;
        } else if (!present) {
            throw new BadValue("a null, which only columns of floats have a place for. Fill it before");
        } else if (column instanceof LongColumn longs) {
            longs.values()[at] = isInt32() ? Integer.toUnsignedLong(reader.getInteger()) : reader.getLong();
        } else if (column instanceof IntColumn ints) {
            ints.values()[at] = reader.getInteger();
        } else if (column instanceof ShortColumn shorts) {
            shorts.values()[at] = (short) reader.getInteger();
        } else if (column instanceof ByteColumn bytes) {
            bytes.values()[at] = (byte) reader.getInteger();
        } else if (column instanceof BooleanColumn booleans) {
            booleans.values()[at] = reader.getBoolean();
        } else {
            Binary text = reader.getBinary();
            byte[] bytes = text.getBytesUnsafe();
            ((TextColumn) column).put(at, bytes, 0, bytes.length);
        }
    }

    private double number(ColumnReader reader) {
        if (descriptor.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
            ByteBuffer timestamp = reader.getBinary().toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            long nanosOfDay = timestamp.getLong(timestamp.position());
            long day = timestamp.getInt(timestamp.position() + Long.BYTES) - JULIAN_DAY_OF_EPOCH;
            return day * SECONDS_PER_DAY + nanosOfDay / 1e9;
        }
        return unitsPerSecond == 1 ? reader.getDouble() : reader.getLong() / unitsPerSecond;
    }

    private boolean isInt32() {
        return descriptor.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT32;
    }
}

package io.battdat.hdf5.read;

import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.hdf5.ElementType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Gathers numbers of either byte order. Those that most tables are made of, in rows, take the shortest way. */
final class NumberGatherer implements ElementGatherer {
    /** Rows taken together, so that their bits stay in the nearest cache on the way to the column. */
    private static final int TILE_ROWS = 1024;

    private static final VarHandle DOUBLE_LITTLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG_LITTLE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ElementType.Number type;
    private final Column column;
    private final BitGatherer bits = new BitGatherer();

    NumberGatherer(ElementType.Number type, Column column) {
        this.type = type;
        this.column = column;
    }

    @Override
    public void gather(RowSource source, int offset, int firstRow, int rowCount, int start, int stride) {
        if (source.isRows() && type.bytes() == Long.BYTES && !type.bigEndian()) {
            gatherRows(source, source.at(offset, firstRow), rowCount, start, stride);
            return;
        }
        for (int row = 0; row < rowCount; row += TILE_ROWS) {
            int rows = Math.min(TILE_ROWS, rowCount - row);
            gatherTile(source, offset, firstRow + row, rows, start + row * stride, stride);
        }
    }

    private void gatherRows(RowSource source, int first, int rowCount, int start, int stride) {
        byte[] bytes = source.bytes();
        int step = source.rowStride();
        if (column instanceof DoubleColumn doubles) {
            double[] values = doubles.values();
            for (int i = 0, at = first, to = start; i < rowCount; i++, at += step, to += stride) {
                values[to] = (double) DOUBLE_LITTLE.get(bytes, at);
            }
        } else {
            long[] values = ((LongColumn) column).values();
            for (int i = 0, at = first, to = start; i < rowCount; i++, at += step, to += stride) {
                values[to] = (long) LONG_LITTLE.get(bytes, at);
            }
        }
    }

    private void gatherTile(RowSource source, int offset, int firstRow, int rowCount, int start, int stride) {
        if (type.bytes() == Long.BYTES) {
            gatherLong(bits.longs(source, offset, type.bigEndian(), firstRow, rowCount), rowCount, start, stride);
        } else {
            int[] raw = bits.ints(source, offset, type.bytes(), type.bigEndian(), firstRow, rowCount);
            gatherInt(raw, rowCount, start, stride);
        }
    }

    private void gatherLong(long[] raw, int rowCount, int start, int stride) {
        if (type.format() == ElementType.NumberFormat.FLOAT64) {
            double[] values = ((DoubleColumn) column).values();
            for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                values[to] = Double.longBitsToDouble(raw[i]);
            }
        } else {
            long[] values = ((LongColumn) column).values();
            for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                values[to] = raw[i];
            }
        }
    }

    private void gatherInt(int[] raw, int rowCount, int start, int stride) {
        switch (type.format()) {
            case INT8 -> {
                byte[] values = ((ByteColumn) column).values();
                for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                    values[to] = (byte) raw[i];
                }
            }
            case UINT8, INT16 -> {
                short[] values = ((ShortColumn) column).values();
                for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                    values[to] = (short) raw[i];
                }
            }
            case UINT16, INT32 -> {
                int[] values = ((IntColumn) column).values();
                for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                    values[to] = raw[i];
                }
            }
            case UINT32 -> {
                long[] values = ((LongColumn) column).values();
                for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                    values[to] = Integer.toUnsignedLong(raw[i]);
                }
            }
            case FLOAT32 -> {
                float[] values = ((FloatColumn) column).values();
                for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                    values[to] = Float.intBitsToFloat(raw[i]);
                }
            }
            case FLOAT16 -> {
                float[] values = ((FloatColumn) column).values();
                for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                    values[to] = Float.intBitsToFloat(HalfFloat.toFloatBits(raw[i]));
                }
            }
            case INT64, UINT64, FLOAT64 -> throw new IllegalStateException("eight bytes are gathered elsewhere");
        }
    }
}

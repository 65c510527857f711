package io.battdat.hdf5.read;

import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.hdf5.ElementType;

/** Gathers numbers of either byte order. */
final class NumberGatherer implements ElementGatherer {
    /** Rows taken together, so that their bits stay in the nearest cache on the way to the column. */
    private static final int TILE_ROWS = 1024;

    private final ElementType.Number type;
    private final Column column;
    private final BitGatherer bits = new BitGatherer();

    NumberGatherer(ElementType.Number type, Column column) {
        this.type = type;
        this.column = column;
    }

    @Override
    public void gather(RowSource source, int offset, int firstRow, int rowCount, int start, int stride) {
        for (int row = 0; row < rowCount; row += TILE_ROWS) {
            int rows = Math.min(TILE_ROWS, rowCount - row);
            gatherTile(source, offset, firstRow + row, rows, start + row * stride, stride);
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

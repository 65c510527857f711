package io.battdat.hdf5.write;

import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.hdf5.ElementType;

/** Scatters numbers in either byte order. */
final class NumberScatterer implements ElementScatterer {
    private final ElementType.Number type;
    private final BitScatterer bits = new BitScatterer();

    NumberScatterer(ElementType.Number type) {
        this.type = type;
    }

    @Override
    public void scatter(Column source, int first, int stride, int rowCount, RowBlock block, int at) {
        if (type.bytes() == Long.BYTES) {
            takeLongs(source, first, stride, rowCount);
            bits.putLongs(rowCount, block, at, type.bigEndian());
        } else {
            takeInts(source, first, stride, rowCount);
            bits.putInts(rowCount, block, at, type.bytes(), type.bigEndian());
        }
    }

    private void takeLongs(Column source, int first, int stride, int rowCount) {
        long[] raw = bits.longs(rowCount);
        if (source instanceof DoubleColumn doubles) {
            double[] values = doubles.values();
            for (int i = 0, from = first; i < rowCount; i++, from += stride) {
                raw[i] = Double.doubleToRawLongBits(values[from]);
            }
        } else {
            long[] values = ((LongColumn) source).values();
            for (int i = 0, from = first; i < rowCount; i++, from += stride) {
                raw[i] = values[from];
            }
        }
    }

    private void takeInts(Column source, int first, int stride, int rowCount) {
        int[] raw = bits.ints(rowCount);
        switch (type.format()) {
            case INT8 -> {
                byte[] values = ((ByteColumn) source).values();
                for (int i = 0, from = first; i < rowCount; i++, from += stride) {
                    raw[i] = values[from];
                }
            }
            case UINT8, INT16 -> {
                short[] values = ((ShortColumn) source).values();
                for (int i = 0, from = first; i < rowCount; i++, from += stride) {
                    raw[i] = values[from];
                }
            }
            case UINT16, INT32 -> {
                int[] values = ((IntColumn) source).values();
                for (int i = 0, from = first; i < rowCount; i++, from += stride) {
                    raw[i] = values[from];
                }
            }
            case UINT32 -> {
                long[] values = ((LongColumn) source).values();
                for (int i = 0, from = first; i < rowCount; i++, from += stride) {
                    raw[i] = (int) values[from];
                }
            }
            case FLOAT32 -> {
                float[] values = ((FloatColumn) source).values();
                for (int i = 0, from = first; i < rowCount; i++, from += stride) {
                    raw[i] = Float.floatToRawIntBits(values[from]);
                }
            }
            case FLOAT16 -> {
                float[] values = ((FloatColumn) source).values();
                for (int i = 0, from = first; i < rowCount; i++, from += stride) {
                    raw[i] = HalfFloat.ofFloat(values[from]);
                }
            }
            case INT64, UINT64, FLOAT64 -> throw new IllegalStateException("eight bytes are taken elsewhere");
        }
    }
}

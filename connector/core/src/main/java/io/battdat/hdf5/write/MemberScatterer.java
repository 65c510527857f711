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
import io.battdat.hdf5.Member;
import io.battdat.hdf5.filter.PlaneTranspose;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Scatters the values of a column to where they stand in a chunk's rows. Values have passed {@link ColumnCheck}. */
final class MemberScatterer {
    private static final VarHandle LONG_LITTLE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Member member;
    private final ElementType element;
    private final int elementsPerRow;
    private long[] longs = {};
    private int[] ints = {};
    private byte[] text = {};

    MemberScatterer(Member member) {
        this.member = member;
        this.element = StorageTypes.innermost(member.type());
        this.elementsPerRow = member.type().bytes() / element.bytes();
    }

    /** Copies {@code rowCount} rows of {@code column}, from {@code sourceRow} on, to row {@code targetRow} of the chunk. */
    void scatter(Column column, int sourceRow, int rowCount, RowBlock block, int targetRow) {
        Column source = column;
        while (source instanceof ArrayColumn array) {
            source = array.elements();
        }
        for (int i = 0; i < elementsPerRow; i++) {
            int offset = member.offset() + i * element.bytes();
            int at = offset * block.byteStride() + targetRow * block.rowStride();
            int first = sourceRow * elementsPerRow + i;
            if (element instanceof ElementType.Text type) {
                putTexts((TextColumn) source, first, rowCount, block, at, type);
            } else if (element instanceof ElementType.Bool) {
                putInts(booleans((BooleanColumn) source, first, rowCount), rowCount, block, at, 1, false);
            } else {
                putNumbers((ElementType.Number) element, source, first, rowCount, block, at);
            }
        }
    }

    private void putNumbers(ElementType.Number number, Column source, int first, int rowCount, RowBlock block, int at) {
        if (number.bytes() == Long.BYTES) {
            putLongs(longBits(source, first, rowCount), rowCount, block, at, number.bigEndian());
        } else {
            int[] bits = intBits(number.format(), source, first, rowCount);
            putInts(bits, rowCount, block, at, number.bytes(), number.bigEndian());
        }
    }

    private int[] booleans(BooleanColumn source, int first, int rowCount) {
        boolean[] values = source.values();
        int[] bits = reserveInts(rowCount);
        for (int i = 0, from = first; i < rowCount; i++, from += elementsPerRow) {
            bits[i] = values[from] ? 1 : 0;
        }
        return bits;
    }

    private long[] longBits(Column source, int first, int rowCount) {
        if (longs.length < rowCount) {
            longs = new long[rowCount];
        }
        if (source instanceof DoubleColumn doubles) {
            double[] values = doubles.values();
            for (int i = 0, from = first; i < rowCount; i++, from += elementsPerRow) {
                longs[i] = Double.doubleToRawLongBits(values[from]);
            }
        } else {
            long[] values = ((LongColumn) source).values();
            for (int i = 0, from = first; i < rowCount; i++, from += elementsPerRow) {
                longs[i] = values[from];
            }
        }
        return longs;
    }

    private int[] intBits(ElementType.NumberFormat format, Column source, int first, int rowCount) {
        int[] bits = reserveInts(rowCount);
        int step = elementsPerRow;
        switch (format) {
            case INT8 -> {
                byte[] values = ((ByteColumn) source).values();
                for (int i = 0, from = first; i < rowCount; i++, from += step) {
                    bits[i] = values[from];
                }
            }
            case UINT8, INT16 -> {
                short[] values = ((ShortColumn) source).values();
                for (int i = 0, from = first; i < rowCount; i++, from += step) {
                    bits[i] = values[from];
                }
            }
            case UINT16, INT32 -> {
                int[] values = ((IntColumn) source).values();
                for (int i = 0, from = first; i < rowCount; i++, from += step) {
                    bits[i] = values[from];
                }
            }
            case UINT32 -> {
                long[] values = ((LongColumn) source).values();
                for (int i = 0, from = first; i < rowCount; i++, from += step) {
                    bits[i] = (int) values[from];
                }
            }
            case FLOAT32 -> {
                float[] values = ((FloatColumn) source).values();
                for (int i = 0, from = first; i < rowCount; i++, from += step) {
                    bits[i] = Float.floatToRawIntBits(values[from]);
                }
            }
            case FLOAT16 -> {
                float[] values = ((FloatColumn) source).values();
                for (int i = 0, from = first; i < rowCount; i++, from += step) {
                    bits[i] = HalfFloat.ofFloat(values[from]);
                }
            }
            case INT64, UINT64, FLOAT64 -> throw new IllegalStateException("eight bytes are put elsewhere");
        }
        return bits;
    }

    private int[] reserveInts(int rowCount) {
        if (ints.length < rowCount) {
            ints = new int[rowCount];
        }
        return ints;
    }

    private static void putLongs(long[] bits, int rowCount, RowBlock block, int start, boolean bigEndian) {
        byte[] bytes = block.bytes();
        int rowStride = block.rowStride();
        if (block.byteStride() == 1) {
            for (int i = 0, at = start; i < rowCount; i++, at += rowStride) {
                LONG_LITTLE.set(bytes, at, bigEndian ? Long.reverseBytes(bits[i]) : bits[i]);
            }
            return;
        }
        int lowest = bigEndian ? (Long.BYTES - 1) * block.byteStride() : 0;
        int step = bigEndian ? -block.byteStride() : block.byteStride();
        PlaneTranspose.planes(bits, rowCount, bytes, start + lowest, step);
    }

    private static void putInts(int[] bits, int rowCount, RowBlock block, int start, int bytesEach, boolean bigEndian) {
        byte[] bytes = block.bytes();
        int rowStride = block.rowStride();
        for (int b = 0; b < bytesEach; b++) {
            int shift = Byte.SIZE * (bigEndian ? bytesEach - 1 - b : b);
            int at = start + b * block.byteStride();
            for (int i = 0; i < rowCount; i++, at += rowStride) {
                bytes[at] = (byte) (bits[i] >>> shift);
            }
        }
    }

    private void putTexts(
            TextColumn source, int first, int rowCount, RowBlock block, int start, ElementType.Text type) {
        if (text.length < type.bytes()) {
            text = new byte[type.bytes()];
        }
        byte[] bytes = block.bytes();
        int byteStride = block.byteStride();
        for (int i = 0, from = first; i < rowCount; i++, from += elementsPerRow) {
            int length = source.length(from);
            System.arraycopy(source.bytes(), source.start(from), text, 0, length);
            Arrays.fill(text, length, type.bytes(), (byte) (type.spacePadded() ? ' ' : 0));
            for (int b = 0, at = start + i * block.rowStride(); b < type.bytes(); b++, at += byteStride) {
                bytes[at] = text[b];
            }
        }
    }
}

package io.battdat.hdf5.read;

import io.battdat.hdf5.filter.PlaneTranspose;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Gathers the bits of numbers from rows or byte planes, in either byte order; the result is valid until the next call. */
final class BitGatherer {
    private static final VarHandle LONG_LITTLE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT_LITTLE =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private long[] longs = {};
    private int[] ints = {};

    /** The 64 bits of eight-byte numbers. */
    long[] longs(RowSource source, int offset, boolean bigEndian, int firstRow, int rowCount) {
        if (longs.length < rowCount) {
            longs = new long[rowCount];
        }
        if (source.isRows()) {
            rowLongs(source, offset, firstRow, rowCount);
            if (bigEndian) {
                for (int i = 0; i < rowCount; i++) {
                    longs[i] = Long.reverseBytes(longs[i]);
                }
            }
        } else {
            int lowest = bigEndian ? offset + Long.BYTES - 1 : offset;
            int step = bigEndian ? -source.byteStride() : source.byteStride();
            PlaneTranspose.longs(source.bytes(), source.at(lowest, firstRow), step, rowCount, longs);
        }
        return longs;
    }

    private void rowLongs(RowSource source, int offset, int firstRow, int rowCount) {
        byte[] bytes = source.bytes();
        int step = source.rowStride();
        int at = source.at(offset, firstRow);
        long[] target = longs;
        for (int i = 0; i < rowCount; i++, at += step) {
            target[i] = (long) LONG_LITTLE.get(bytes, at);
        }
    }

    /** The bits of numbers of one, two or four bytes; those of one and two bytes are zero-extended. */
    int[] ints(RowSource source, int offset, int bytesEach, boolean bigEndian, int firstRow, int rowCount) {
        if (ints.length < rowCount) {
            ints = new int[rowCount];
        }
        byte[] bytes = source.bytes();
        int step = bigEndian ? -source.byteStride() : source.byteStride();
        int b0 = source.at(bigEndian ? offset + bytesEach - 1 : offset, firstRow);
        int rowStride = source.rowStride();
        int[] target = ints;
        switch (bytesEach) {
            case 1 -> {
                for (int i = 0, at = b0; i < rowCount; i++, at += rowStride) {
                    target[i] = bytes[at] & 0xFF;
                }
            }
            case 2 -> {
                for (int i = 0, at = b0; i < rowCount; i++, at += rowStride) {
                    target[i] = bytes[at] & 0xFF | (bytes[at + step] & 0xFF) << 8;
                }
            }
            case 4 -> fourBytes(bytes, b0, step, rowStride, rowCount, target);
            default -> throw new IllegalArgumentException("numbers of " + bytesEach + " bytes");
        }
        return target;
    }

    private static void fourBytes(byte[] bytes, int b0, int step, int rowStride, int rowCount, int[] target) {
        if (step == 1) {
            for (int i = 0, at = b0; i < rowCount; i++, at += rowStride) {
                target[i] = (int) INT_LITTLE.get(bytes, at);
            }
            return;
        }
        for (int i = 0, at = b0; i < rowCount; i++, at += rowStride) {
            target[i] = bytes[at] & 0xFF
                    | (bytes[at + step] & 0xFF) << 8
                    | (bytes[at + 2 * step] & 0xFF) << 16
                    | bytes[at + 3 * step] << 24;
        }
    }
}

package io.battdat.hdf5.read;

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
        if (source.byteStride() == 1) {
            rowLongs(source, offset, firstRow, rowCount);
            if (bigEndian) {
                for (int i = 0; i < rowCount; i++) {
                    longs[i] = Long.reverseBytes(longs[i]);
                }
            }
        } else {
            planeLongs(source, offset, bigEndian, firstRow, rowCount);
        }
        return longs;
    }

    private void rowLongs(RowSource source, int offset, int firstRow, int rowCount) {
        byte[] bytes = source.bytes();
        int step = source.rowStride();
        int at = offset + firstRow * step;
        long[] target = longs;
        for (int i = 0; i < rowCount; i++, at += step) {
            target[i] = (long) LONG_LITTLE.get(bytes, at);
        }
    }

    private void planeLongs(RowSource source, int offset, boolean bigEndian, int firstRow, int rowCount) {
        byte[] bytes = source.bytes();
        // where the byte of each significance stands, lowest first
        int step = bigEndian ? -source.byteStride() : source.byteStride();
        int b0 = (bigEndian ? offset + 7 : offset) * source.byteStride() + firstRow;
        int b1 = b0 + step;
        int b2 = b1 + step;
        int b3 = b2 + step;
        int b4 = b3 + step;
        int b5 = b4 + step;
        int b6 = b5 + step;
        int b7 = b6 + step;
        long[] target = longs;
        for (int i = 0; i < rowCount; i++) {
            int low = bytes[b0 + i] & 0xFF
                    | (bytes[b1 + i] & 0xFF) << 8
                    | (bytes[b2 + i] & 0xFF) << 16
                    | bytes[b3 + i] << 24;
            int high = bytes[b4 + i] & 0xFF
                    | (bytes[b5 + i] & 0xFF) << 8
                    | (bytes[b6 + i] & 0xFF) << 16
                    | bytes[b7 + i] << 24;
            target[i] = (long) high << 32 | low & 0xFFFF_FFFFL;
        }
    }

    /** The bits of numbers of one, two or four bytes; those of one and two bytes are zero-extended. */
    int[] ints(RowSource source, int offset, int bytesEach, boolean bigEndian, int firstRow, int rowCount) {
        if (ints.length < rowCount) {
            ints = new int[rowCount];
        }
        byte[] bytes = source.bytes();
        int step = bigEndian ? -source.byteStride() : source.byteStride();
        int b0 = (bigEndian ? offset + bytesEach - 1 : offset) * source.byteStride() + firstRow * source.rowStride();
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

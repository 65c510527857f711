package io.battdat.hdf5.write;

import io.battdat.hdf5.filter.PlaneTranspose;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Scatters the bits of numbers into rows or byte planes, in either byte order, from an array that is used again. */
final class BitScatterer {
    private static final VarHandle LONG_LITTLE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private long[] longs = {};
    private int[] ints = {};

    /** Where the bits of eight-byte numbers are to be put. */
    long[] longs(int rowCount) {
        if (longs.length < rowCount) {
            longs = new long[rowCount];
        }
        return longs;
    }

    /** Where the bits of numbers of up to four bytes are to be put. */
    int[] ints(int rowCount) {
        if (ints.length < rowCount) {
            ints = new int[rowCount];
        }
        return ints;
    }

    void putLongs(int rowCount, RowBlock block, int start, boolean bigEndian) {
        byte[] bytes = block.bytes();
        long[] bits = longs;
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

    /** @param bytesEach how many of the lowest bytes are put */
    void putInts(int rowCount, RowBlock block, int start, int bytesEach, boolean bigEndian) {
        byte[] bytes = block.bytes();
        int[] bits = ints;
        int rowStride = block.rowStride();
        for (int b = 0; b < bytesEach; b++) {
            int shift = Byte.SIZE * (bigEndian ? bytesEach - 1 - b : b);
            int at = start + b * block.byteStride();
            for (int i = 0; i < rowCount; i++, at += rowStride) {
                bytes[at] = (byte) (bits[i] >>> shift);
            }
        }
    }
}

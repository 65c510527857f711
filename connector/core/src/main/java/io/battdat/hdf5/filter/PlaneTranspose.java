package io.battdat.hdf5.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Puts eight byte planes together to eight-byte numbers, eight rows at a time: eight loads of a long each, and a
 * transposition of the 8 x 8 bytes by swapping halves, then quarters, then bytes. More than twice as fast as taking byte
 * by byte.
 */
public final class PlaneTranspose {
    private static final VarHandle LONG_LITTLE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int TILE_ROWS = 8;
    private static final long LOW_FOUR_BYTES = 0x0000_0000_FFFF_FFFFL;
    private static final long LOW_OF_BYTE_PAIRS = 0x0000_FFFF_0000_FFFFL;
    private static final long LOW_OF_BYTES = 0x00FF_00FF_00FF_00FFL;

    private PlaneTranspose() {}

    /**
     * Puts the bytes of some rows together.
     *
     * @param first where the byte of lowest significance of the first row stands
     * @param step from there to the byte of the next significance; negative for big-endian numbers
     */
    public static void longs(byte[] bytes, int first, int step, int rowCount, long[] target) {
        int row = 0;
        for (; row + TILE_ROWS <= rowCount; row += TILE_ROWS) {
            tile(bytes, first + row, step, target, row);
        }
        for (; row < rowCount; row++) {
            target[row] = single(bytes, first + row, step);
        }
    }

    private static void tile(byte[] bytes, int at, int step, long[] target, int row) {
        long p0 = load(bytes, at);
        long p1 = load(bytes, at + step);
        long p2 = load(bytes, at + 2 * step);
        long p3 = load(bytes, at + 3 * step);
        long p4 = load(bytes, at + 4 * step);
        long p5 = load(bytes, at + 5 * step);
        long p6 = load(bytes, at + 6 * step);
        long p7 = load(bytes, at + 7 * step);
        // the four upper bytes of each of the first four trade places with the four lower ones of its partner
        long swap = ((p0 >>> 32) ^ p4) & LOW_FOUR_BYTES;
        p4 ^= swap;
        p0 ^= swap << 32;
        swap = ((p1 >>> 32) ^ p5) & LOW_FOUR_BYTES;
        p5 ^= swap;
        p1 ^= swap << 32;
        swap = ((p2 >>> 32) ^ p6) & LOW_FOUR_BYTES;
        p6 ^= swap;
        p2 ^= swap << 32;
        swap = ((p3 >>> 32) ^ p7) & LOW_FOUR_BYTES;
        p7 ^= swap;
        p3 ^= swap << 32;
        // then pairs of bytes
        swap = ((p0 >>> 16) ^ p2) & LOW_OF_BYTE_PAIRS;
        p2 ^= swap;
        p0 ^= swap << 16;
        swap = ((p1 >>> 16) ^ p3) & LOW_OF_BYTE_PAIRS;
        p3 ^= swap;
        p1 ^= swap << 16;
        swap = ((p4 >>> 16) ^ p6) & LOW_OF_BYTE_PAIRS;
        p6 ^= swap;
        p4 ^= swap << 16;
        swap = ((p5 >>> 16) ^ p7) & LOW_OF_BYTE_PAIRS;
        p7 ^= swap;
        p5 ^= swap << 16;
        // then single bytes
        swap = ((p0 >>> 8) ^ p1) & LOW_OF_BYTES;
        target[row] = p0 ^ swap << 8;
        target[row + 1] = p1 ^ swap;
        swap = ((p2 >>> 8) ^ p3) & LOW_OF_BYTES;
        target[row + 2] = p2 ^ swap << 8;
        target[row + 3] = p3 ^ swap;
        swap = ((p4 >>> 8) ^ p5) & LOW_OF_BYTES;
        target[row + 4] = p4 ^ swap << 8;
        target[row + 5] = p5 ^ swap;
        swap = ((p6 >>> 8) ^ p7) & LOW_OF_BYTES;
        target[row + 6] = p6 ^ swap << 8;
        target[row + 7] = p7 ^ swap;
    }

    private static long load(byte[] bytes, int at) {
        return (long) LONG_LITTLE.get(bytes, at);
    }

    private static long single(byte[] bytes, int at, int step) {
        long value = 0;
        for (int significance = 0; significance < Long.BYTES; significance++) {
            value |= (bytes[at + significance * step] & 0xFFL) << (8 * significance);
        }
        return value;
    }
}

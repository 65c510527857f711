package io.battdat.hdf5.read;

import java.util.Random;

/** Rows of random bytes, as they lie one behind the other and as byte planes. */
record Rows(byte[] bytes, int rowBytes, int rowCount) {
    static Rows random(int rowBytes, int rowCount, long seed) {
        byte[] bytes = new byte[rowBytes * rowCount];
        new Random(seed).nextBytes(bytes);
        return new Rows(bytes, rowBytes, rowCount);
    }

    RowSource inRows() {
        return RowSource.rows(bytes, rowBytes);
    }

    RowSource inPlanes() {
        byte[] planes = new byte[bytes.length];
        for (int row = 0; row < rowCount; row++) {
            for (int i = 0; i < rowBytes; i++) {
                planes[i * rowCount + row] = bytes[row * rowBytes + i];
            }
        }
        return RowSource.planes(planes, rowCount);
    }

    /** A number of some bytes of a row, the lowest eight of which are kept. */
    long number(int row, int offset, int bytesEach, boolean bigEndian) {
        long value = 0;
        for (int i = 0; i < bytesEach; i++) {
            int significance = bigEndian ? bytesEach - 1 - i : i;
            value |= (bytes[row * rowBytes + offset + i] & 0xFFL) << 8 * significance;
        }
        return value;
    }
}

package io.battdat.hdf5.write;

import java.util.Arrays;

/**
 * The rows of one chunk, laid out as they will be stored: one behind the other, or, where the table's chunks are
 * shuffled, as byte planes. Byte {@code b} of row {@code r} is at {@code b * byteStride + r * rowStride}.
 */
final class RowBlock {
    private final int rowBytes;
    private final int chunkRows;
    private final boolean planes;
    private byte[] bytes;

    RowBlock(int rowBytes, int chunkRows, boolean planes) {
        this.rowBytes = rowBytes;
        this.chunkRows = chunkRows;
        this.planes = planes;
    }

    int chunkRows() {
        return chunkRows;
    }

    int rowBytes() {
        return rowBytes;
    }

    /** Made when the first row comes: a table may be opened for nothing but its attributes. */
    byte[] bytes() {
        if (bytes == null) {
            bytes = new byte[Math.multiplyExact(rowBytes, chunkRows)];
        }
        return bytes;
    }

    int byteStride() {
        return planes ? chunkRows : 1;
    }

    int rowStride() {
        return planes ? 1 : rowBytes;
    }

    /** Puts rows that stand one behind the other in {@code rows}. */
    void putRows(byte[] rows, int rowCount, int firstRow) {
        byte[] target = bytes();
        if (!planes) {
            System.arraycopy(rows, 0, target, firstRow * rowBytes, rowCount * rowBytes);
            return;
        }
        for (int plane = 0; plane < rowBytes; plane++) {
            int to = plane * chunkRows + firstRow;
            for (int row = 0, from = plane; row < rowCount; row++, from += rowBytes) {
                target[to + row] = rows[from];
            }
        }
    }

    /** Zeroes the rows from {@code firstRow} on, which mean nothing but would be compressed. */
    void clearFrom(int firstRow) {
        byte[] target = bytes();
        if (!planes) {
            Arrays.fill(target, firstRow * rowBytes, target.length, (byte) 0);
        } else if (firstRow < chunkRows) {
            for (int plane = 0; plane < rowBytes; plane++) {
                Arrays.fill(target, plane * chunkRows + firstRow, (plane + 1) * chunkRows, (byte) 0);
            }
        }
    }
}

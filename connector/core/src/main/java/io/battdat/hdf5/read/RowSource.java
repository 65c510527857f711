package io.battdat.hdf5.read;

/**
 * Decoded bytes of a chunk and how rows lie in them: see {@link #at}. Rows one behind the other have a byte stride of 1; byte planes have a row
 * stride of 1; a fill row that stands for every row has a row stride of 0.
 */
record RowSource(byte[] bytes, int start, int byteStride, int rowStride) {
    static RowSource rows(byte[] bytes, int rowBytes) {
        return rows(bytes, 0, rowBytes);
    }

    /** Rows one behind the other from {@code start} on. */
    static RowSource rows(byte[] bytes, int start, int rowBytes) {
        return new RowSource(bytes, start, 1, rowBytes);
    }

    static RowSource planes(byte[] bytes, int chunkRows) {
        return new RowSource(bytes, 0, chunkRows, 1);
    }

    static RowSource fill(byte[] row) {
        return new RowSource(row, 0, 1, 0);
    }

    /** Whether the bytes of a row stand one behind the other. */
    boolean isRows() {
        return byteStride == 1;
    }

    /** Where a byte of a row is. */
    int at(int offset, int row) {
        return start + offset * byteStride + row * rowStride;
    }
}

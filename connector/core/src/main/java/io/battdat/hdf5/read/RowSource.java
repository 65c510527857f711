package io.battdat.hdf5.read;

/**
 * Decoded bytes of a chunk and how rows lie in them: byte {@code b} of row {@code r} is at
 * {@code b * byteStride + r * rowStride}. Rows one behind the other have a byte stride of 1; byte planes have a row
 * stride of 1; a fill row that stands for every row has a row stride of 0.
 */
record RowSource(byte[] bytes, int byteStride, int rowStride) {
    static RowSource rows(byte[] bytes, int rowBytes) {
        return new RowSource(bytes, 1, rowBytes);
    }

    static RowSource planes(byte[] bytes, int chunkRows) {
        return new RowSource(bytes, chunkRows, 1);
    }

    static RowSource fill(byte[] row) {
        return new RowSource(row, 1, 0);
    }
}

package io.battdat.hdf5.filter;

/** Filter 32001: a chunk is a Blosc chunk. What compressed it stands in its header; the filter's parameters only wished. */
final class BloscFilter implements RowFilter {
    private final BloscDecoder decoder = new BloscDecoder();

    @Override
    public int decodedBytes(ChunkBuffer input, int chunkBytes) throws FilterException {
        return header(input, chunkBytes).decodedBytes();
    }

    @Override
    public void decodeRows(
            ChunkBuffer input, ChunkBuffer output, int firstByte, int endByte, RowBytes row, int chunkBytes)
            throws FilterException {
        BloscHeader header = header(input, chunkBytes);
        output.reserve(endByte - firstByte + StreamCodec.OUTPUT_MARGIN);
        decoder.decode(input.bytes(), 0, header, firstByte, endByte, output.bytes(), 0, row);
        output.setLength(endByte - firstByte);
    }

    private static BloscHeader header(ChunkBuffer input, int chunkBytes) throws FilterException {
        return BloscHeader.read(input.bytes(), 0, input.length(), chunkBytes);
    }
}

package io.battdat.hdf5.filter;

import java.util.Optional;

/** Filter 32001: a chunk is a Blosc chunk. What compressed it stands in its header; the filter's parameters only wished. */
final class BloscFilter implements RowFilter {
    private final BloscDecoder decoder = new BloscDecoder();

    @Override
    public int decodedBytes(ChunkBuffer input, int chunkBytes) throws FilterException {
        return chunk(input, chunkBytes).header().decodedBytes();
    }

    @Override
    public void decodeRows(
            ChunkBuffer input, ChunkBuffer output, int firstByte, int endByte, RowBytes row, int chunkBytes)
            throws FilterException {
        BloscChunk chunk = chunk(input, chunkBytes);
        output.reserve(endByte - firstByte + StreamCodec.OUTPUT_MARGIN);
        decoder.decode(chunk, firstByte, endByte, output.bytes(), 0, row);
        output.setLength(endByte - firstByte);
    }

    @Override
    public Optional<ByteRange> planesAt(ChunkBuffer input, int firstByte, int rowBytes, int chunkBytes)
            throws FilterException {
        return chunk(input, chunkBytes).planesAt(firstByte, rowBytes);
    }

    @Override
    public void decodePlanes(
            ChunkBuffer input, ChunkBuffer output, int firstByte, int endByte, RowBytes row, int chunkBytes)
            throws FilterException {
        decoder.decodePlanes(chunk(input, chunkBytes), firstByte, endByte, output, row);
    }

    private static BloscChunk chunk(ChunkBuffer input, int chunkBytes) throws FilterException {
        return BloscChunk.read(input.bytes(), 0, input.length(), chunkBytes);
    }
}

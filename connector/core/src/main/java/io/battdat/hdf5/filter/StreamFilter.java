package io.battdat.hdf5.filter;

/** A filter that makes one compressed stream of a chunk: deflate (1), LZO (305), LZF (32000). */
final class StreamFilter implements ChunkFilter {
    private final StreamCodec codec;

    StreamFilter(StreamCodec codec) {
        this.codec = codec;
    }

    @Override
    public int neededInput(int neededBytes) {
        return Integer.MAX_VALUE;
    }

    @Override
    public void decode(ChunkBuffer input, ChunkBuffer output, int neededBytes, int chunkBytes) throws FilterException {
        int wanted = Math.min(neededBytes, chunkBytes);
        codec.checkCanHold(input.length(), wanted);
        output.reserve(wanted + StreamCodec.OUTPUT_MARGIN);
        output.setLength(codec.decode(input.bytes(), 0, input.length(), output.bytes(), 0, wanted, chunkBytes));
    }

    @Override
    public void decodeFurther(ChunkBuffer input, ChunkBuffer output, int neededBytes, int chunkBytes)
            throws FilterException {
        int wanted = Math.min(neededBytes, chunkBytes);
        codec.checkCanHold(input.length(), wanted);
        output.grow(wanted + StreamCodec.OUTPUT_MARGIN);
        output.setLength(codec.decodeFurther(input.bytes(), 0, input.length(), output.bytes(), 0, wanted, chunkBytes));
    }
}

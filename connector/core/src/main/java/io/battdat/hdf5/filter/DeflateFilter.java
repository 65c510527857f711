package io.battdat.hdf5.filter;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Filter 1: a zlib stream. Inflating stops where no more is needed; only a chunk read to its end has its checksum verified. */
final class DeflateFilter implements ChunkFilter {
    /** No deflate stream grows by more than 1032 to 1 (a bound of the format: 258 bytes from two bits). */
    private static final long MAX_RATIO = 1032;

    private final Inflater inflater = new Inflater();

    @Override
    public int neededInput(int neededBytes) {
        return Integer.MAX_VALUE;
    }

    @Override
    public void decode(ChunkBuffer input, ChunkBuffer output, int neededBytes, int chunkBytes) throws FilterException {
        int wanted = Math.min(neededBytes, chunkBytes);
        if (wanted > MAX_RATIO * (input.length() + 8L)) {
            throw new FilterException(
                    "a zlib stream of " + input.length() + " bytes cannot hold a chunk of " + chunkBytes);
        }
        // one byte to spare shows a stream that goes on past the chunk
        output.reserve(wanted + 1);
        inflater.reset();
        inflater.setInput(input.bytes(), 0, input.length());
        int length = 0;
        try {
            int end = wanted == chunkBytes ? wanted + 1 : wanted;
            while (length < end && !inflater.finished()) {
                int count = inflater.inflate(output.bytes(), length, end - length);
                length += count;
                if (count == 0 && !inflater.finished()) {
                    throw new FilterException("the zlib stream ends too early, after " + length + " of " + chunkBytes
                            + " bytes" + (inflater.needsDictionary() ? " (it asks for a dictionary)" : ""));
                }
            }
        } catch (DataFormatException e) {
            throw new FilterException("the zlib stream is damaged (" + e.getMessage() + ")", e);
        }
        if (length > chunkBytes) {
            throw new FilterException("the zlib stream holds more than the chunk's " + chunkBytes + " bytes");
        }
        output.setLength(length);
    }

    @Override
    public void close() {
        inflater.end();
    }
}

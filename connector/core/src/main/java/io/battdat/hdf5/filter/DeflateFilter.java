package io.battdat.hdf5.filter;

import java.util.zip.Adler32;

/** Filter 1: a zlib stream (RFC 1950). Inflating stops where no more is needed; only a chunk read to its end has its checksum verified. */
final class DeflateFilter implements ChunkFilter {
    /** No deflate stream grows by more than 1032 to 1 (a bound of the format: 258 bytes from two bits). */
    private static final long MAX_RATIO = 1032;

    private static final int HEADER_BYTES = 2;
    private static final int METHOD_DEFLATE = 8;
    private static final int DICTIONARY_FLAG = 0x20;

    private final Inflation inflation = new Inflation();
    private final Adler32 checksum = new Adler32();

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
        checkHeader(input);
        // one byte to spare shows a stream that goes on past the chunk
        int limit = wanted == chunkBytes ? wanted + 1 : wanted;
        output.reserve(limit + Inflation.OUTPUT_MARGIN);
        int length = inflation.inflate(input.bytes(), HEADER_BYTES, input.length(), output.bytes(), limit);
        if (length > chunkBytes) {
            throw new FilterException("the zlib stream holds more than the chunk's " + chunkBytes + " bytes");
        }
        if (inflation.isFinished()) {
            checkSum(input, output.bytes(), length);
        }
        output.setLength(length);
    }

    private static void checkHeader(ChunkBuffer input) throws FilterException {
        if (input.length() < HEADER_BYTES) {
            throw new FilterException("the zlib stream ends too early, after 0 bytes");
        }
        int method = input.bytes()[0] & 0xFF;
        int flags = input.bytes()[1] & 0xFF;
        if ((method << Byte.SIZE | flags) % 31 != 0) {
            throw new FilterException("the zlib stream is damaged (incorrect header check)");
        }
        if ((method & 0xF) != METHOD_DEFLATE || method >>> 4 > 7) {
            throw new FilterException("the zlib stream is damaged (unknown compression method)");
        }
        if ((flags & DICTIONARY_FLAG) != 0) {
            throw new FilterException("the zlib stream asks for a dictionary");
        }
    }

    private void checkSum(ChunkBuffer input, byte[] decoded, int length) throws FilterException {
        int at = inflation.inputPosition();
        if (at + Integer.BYTES > input.length()) {
            throw new FilterException("the zlib stream ends too early, before its checksum");
        }
        long stored = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            stored = stored << Byte.SIZE | input.bytes()[at + i] & 0xFF;
        }
        checksum.reset();
        checksum.update(decoded, 0, length);
        if (checksum.getValue() != stored) {
            throw new FilterException("the zlib stream is damaged (incorrect data check)");
        }
    }
}

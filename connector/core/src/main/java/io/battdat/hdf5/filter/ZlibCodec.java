package io.battdat.hdf5.filter;

import java.util.zip.Adler32;

/** A zlib stream (RFC 1950). Inflating stops where no more is needed; only a stream read to its end has its checksum verified. */
final class ZlibCodec implements StreamCodec {
    /** No deflate stream grows by more than 1032 to 1 (a bound of the format: 258 bytes from two bits). */
    private static final int MAX_RATIO = 1032;

    private static final int HEADER_BYTES = 2;
    private static final int METHOD_DEFLATE = 8;
    private static final int DICTIONARY_FLAG = 0x20;

    private final Inflation inflation = new Inflation();
    private final Adler32 checksum = new Adler32();

    @Override
    public String name() {
        return "zlib";
    }

    @Override
    public int maxRatio() {
        return MAX_RATIO;
    }

    @Override
    public int decode(byte[] input, int from, int end, byte[] output, int to, int wantedBytes, int wholeBytes)
            throws FilterException {
        checkHeader(input, from, end);
        int limit = limit(to, wantedBytes, wholeBytes);
        int length = inflation.inflate(input, from + HEADER_BYTES, end, output, to, limit);
        return checked(input, end, output, to, length, wholeBytes);
    }

    @Override
    public int decodeFurther(byte[] input, int from, int end, byte[] output, int to, int wantedBytes, int wholeBytes)
            throws FilterException {
        int length = inflation.resume(input, output, limit(to, wantedBytes, wholeBytes));
        return checked(input, end, output, to, length, wholeBytes);
    }

    /** One byte to spare shows a stream that goes on past the whole. */
    private static int limit(int to, int wantedBytes, int wholeBytes) {
        return wantedBytes == wholeBytes ? to + wantedBytes + 1 : to + wantedBytes;
    }

    private int checked(byte[] input, int end, byte[] output, int to, int length, int wholeBytes)
            throws FilterException {
        if (length > wholeBytes) {
            throw new FilterException("the zlib stream is damaged (it holds more than its " + wholeBytes + " bytes)");
        }
        if (inflation.isFinished()) {
            checkSum(input, end, output, to, length);
        }
        return length;
    }

    private static void checkHeader(byte[] input, int from, int end) throws FilterException {
        if (end - from < HEADER_BYTES) {
            throw new FilterException("the zlib stream ends too early, after 0 bytes");
        }
        int method = input[from] & 0xFF;
        int flags = input[from + 1] & 0xFF;
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

    private void checkSum(byte[] input, int end, byte[] output, int to, int length) throws FilterException {
        int at = inflation.inputPosition();
        if (at + Integer.BYTES > end) {
            throw new FilterException("the zlib stream ends too early, before its checksum");
        }
        long stored = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            stored = stored << Byte.SIZE | input[at + i] & 0xFF;
        }
        checksum.reset();
        checksum.update(output, to, length);
        if (checksum.getValue() != stored) {
            throw new FilterException("the zlib stream is damaged (incorrect data check)");
        }
    }
}

package io.battdat.hdf5.filter;

import io.airlift.compress.zstd.ZstdDecompressor;

/**
 * Zstandard frames (RFC 8878), decoded by aircompressor: the one decoder in Java, so that reading needs no native code.
 * It gives a frame as a whole, however little is wanted.
 */
final class ZstdCodec implements StreamCodec {
    /** A block of one byte repeated: at most 128 KiB from a header of three bytes and that byte. */
    private static final int MAX_RATIO = (128 << 10) / 4;

    private ZstdDecompressor decompressor;
    private byte[] whole = {};

    @Override
    public String name() {
        return "Zstandard";
    }

    @Override
    public int maxRatio() {
        return MAX_RATIO;
    }

    @Override
    public int decode(byte[] input, int from, int end, byte[] output, int to, int wantedBytes, int wholeBytes)
            throws FilterException {
        if (wantedBytes == wholeBytes) {
            return decode(input, from, end, output, to, wholeBytes);
        }
        checkCanHold(end - from, wholeBytes);
        if (whole.length < wholeBytes) {
            whole = new byte[wholeBytes];
        }
        int length = Math.min(wantedBytes, decode(input, from, end, whole, 0, wholeBytes));
        System.arraycopy(whole, 0, output, to, length);
        return length;
    }

    private int decode(byte[] input, int from, int end, byte[] output, int to, int wholeBytes) throws FilterException {
        if (decompressor == null) {
            decompressor = new ZstdDecompressor();
        }
        try {
            return decompressor.decompress(input, from, end - from, output, to, wholeBytes);
        } catch (RuntimeException e) {
            // malformed input, and what the library meets only by an index out of bounds or a state it excludes
            throw new FilterException("the Zstandard stream is damaged (" + e.getMessage() + ")", e);
        }
    }
}

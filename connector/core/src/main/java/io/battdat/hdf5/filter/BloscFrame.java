package io.battdat.hdf5.filter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A Blosc2 contiguous frame (c-blosc2, README_CFRAME_FORMAT): a header of fixed places written as msgpack, chunks, and a
 * chunk of their offsets. PyTables puts one chunk into a frame.
 *
 * @param headerBytes where the chunks start
 * @param frameBytes size of the whole frame
 * @param decodedBytes what all chunks decode to
 * @param chunksBytes size of all chunks, behind which their offsets stand
 * @param typeBytes size of an element
 * @param chunkBytes what each chunk decodes to, but for a shorter last one
 */
record BloscFrame(int headerBytes, int frameBytes, int decodedBytes, int chunksBytes, int typeBytes, int chunkBytes) {
    private static final byte[] MAGIC = "b2frame\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MAGIC_AT = 2;
    private static final int HEADER_BYTES_AT = 0x0B;
    private static final int FRAME_BYTES_AT = 0x10;
    private static final int FRAME_TYPE_AT = 0x1A;
    private static final int DECODED_BYTES_AT = 0x1E;
    private static final int CHUNKS_BYTES_AT = 0x27;
    private static final int TYPE_BYTES_AT = 0x30;
    private static final int CHUNK_BYTES_AT = 0x3A;
    /** What every header has. */
    private static final int MIN_HEADER_BYTES = 0x57;

    /** A frame in an HDF5 chunk has one; with very many, finding each would take long. */
    private static final int MAX_CHUNKS = 1024;

    private static final int CONTIGUOUS = 0;

    /**
     * Reads the header of a frame.
     *
     * @param length bytes that there are
     * @param maxBytes what the frame may decode to
     */
    static BloscFrame read(byte[] bytes, int length, int maxBytes) throws FilterException {
        if (length < MIN_HEADER_BYTES
                || !Arrays.equals(bytes, MAGIC_AT, MAGIC_AT + MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw damaged("its " + length + " bytes do not start as one");
        }
        if (bytes[FRAME_TYPE_AT] != CONTIGUOUS) {
            throw new UnsupportedFilterException("a Blosc2 frame that is not contiguous");
        }
        int header = Numbers.bigInt(bytes, HEADER_BYTES_AT);
        long frame = Numbers.bigLong(bytes, FRAME_BYTES_AT);
        long decoded = Numbers.bigLong(bytes, DECODED_BYTES_AT);
        long chunks = Numbers.bigLong(bytes, CHUNKS_BYTES_AT);
        int type = Numbers.bigInt(bytes, TYPE_BYTES_AT);
        int chunk = Numbers.bigInt(bytes, CHUNK_BYTES_AT);
        if (frame > length) {
            throw damaged("it has " + frame + " bytes, of which " + length + " are there");
        }
        if (header < MIN_HEADER_BYTES || header > frame || chunks < 0 || chunks > frame - header || type <= 0) {
            throw damaged("its header");
        }
        if (decoded < 0 || decoded > maxBytes) {
            throw damaged("it holds " + decoded + " bytes, more than the chunk's " + maxBytes);
        }
        if (chunk <= 0 && decoded > 0) {
            throw new UnsupportedFilterException("a Blosc2 frame with chunks of varying size");
        }
        if (chunk > 0 && decoded / chunk >= MAX_CHUNKS) {
            throw new UnsupportedFilterException("a Blosc2 frame of " + decoded / chunk + " chunks");
        }
        return new BloscFrame(header, (int) frame, (int) decoded, (int) chunks, type, chunk);
    }

    int chunkCount() {
        return decodedBytes == 0 ? 0 : (decodedBytes - 1) / chunkBytes + 1;
    }

    /** What a chunk decodes to. */
    int decodedBytesOf(int chunk) {
        return Math.min(chunkBytes, decodedBytes - chunk * chunkBytes);
    }

    static FilterException damaged(String what) {
        return new FilterException("the Blosc2 frame is damaged (" + what + ")");
    }
}

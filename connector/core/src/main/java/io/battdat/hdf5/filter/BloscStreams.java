package io.battdat.hdf5.filter;

import java.util.Arrays;

/** The compressed streams of a block: one, or one for each byte of the elements. */
final class BloscStreams {
    /** How much of a stream is needed. */
    interface Need {
        /**
         * @param stream its number in the block
         * @param bytes what it decodes to
         * @return how many of its first bytes are needed
         */
        int of(int stream, int bytes);
    }

    private static final int RUN_TOKEN = 1;

    private final StreamCodec[] codecs = {
        new BloscLzCodec(), new Lz4Codec(), new SnappyCodec(), new ZlibCodec(), new ZstdCodec()
    };

    /**
     * Decodes the streams of a block, each to its place.
     *
     * @param from where the chunk stands
     * @param block number of the block
     * @param blockBytes what it decodes to
     * @param output receives the block from {@code to} on
     */
    void decode(byte[] input, int from, BloscHeader header, int block, int blockBytes, Need need, byte[] output, int to)
            throws FilterException {
        int position = start(input, from, header, block);
        int end = from + header.storedBytes();
        int streams = header.isSplit(blockBytes) ? header.typeBytes() : 1;
        int streamBytes = blockBytes / streams;
        for (int i = 0; i < streams; i++) {
            if (end - position < Integer.BYTES) {
                throw BloscHeader.damaged("block " + block + " is cut short");
            }
            int stored = Numbers.littleInt(input, position);
            position += Integer.BYTES;
            int needed = Math.min(need.of(i, streamBytes), streamBytes);
            int target = to + i * streamBytes;
            if (stored > 0) {
                if (stored > end - position) {
                    throw BloscHeader.damaged("block " + block + " is cut short");
                }
                if (needed > 0) {
                    stream(input, position, stored, codec(header), output, target, needed, streamBytes);
                }
                position += stored;
            } else if (header.version() <= BloscHeader.FIRST_GENERATION) {
                throw BloscHeader.damaged("a stream of " + stored + " bytes");
            } else {
                if (stored < 0 && (position == end || (input[position++] & RUN_TOKEN) == 0 || stored < -0xFF)) {
                    throw BloscHeader.damaged("a stream of unknown kind");
                }
                Arrays.fill(output, target, target + needed, (byte) -stored);
            }
        }
    }

    /** Where the block stands. */
    private static int start(byte[] input, int from, BloscHeader header, int block) throws FilterException {
        long starts = header.headerBytes() + (long) Integer.BYTES * header.blockCount();
        if (starts > header.storedBytes()) {
            throw BloscHeader.damaged(header.blockCount() + " blocks in " + header.storedBytes() + " bytes");
        }
        int start = Numbers.littleInt(input, from + header.headerBytes() + block * Integer.BYTES);
        if (start < starts || start > header.storedBytes()) {
            throw BloscHeader.damaged("block " + block + " at byte " + start + " of " + header.storedBytes());
        }
        return from + start;
    }

    private StreamCodec codec(BloscHeader header) throws FilterException {
        if (header.codec() >= codecs.length) {
            throw new UnsupportedFilterException("Blosc's codec " + header.codec());
        }
        return codecs[header.codec()];
    }

    private static void stream(
            byte[] input,
            int position,
            int stored,
            StreamCodec codec,
            byte[] output,
            int to,
            int needed,
            int streamBytes)
            throws FilterException {
        if (stored == streamBytes) {
            System.arraycopy(input, position, output, to, needed);
            return;
        }
        int decoded = codec.decode(input, position, position + stored, output, to, needed, streamBytes);
        if (decoded < needed) {
            throw new FilterException(
                    "the " + codec.name() + " stream decodes to " + decoded + " bytes, not " + streamBytes);
        }
    }
}

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

    /** Decodes the streams of a block, each to its place, from {@code to} on. */
    void decode(BloscChunk.Block block, Need need, byte[] output, int to) throws FilterException {
        byte[] input = block.chunk().bytes();
        BloscHeader header = block.header();
        int position = block.position();
        int end = block.chunk().end();
        int streams = block.isSplit() ? header.typeBytes() : 1;
        int streamBytes = block.bytes() / streams;
        for (int i = 0; i < streams; i++) {
            if (end - position < Integer.BYTES) {
                throw BloscHeader.damaged("block " + block.number() + " is cut short");
            }
            int stored = Numbers.littleInt(input, position);
            position += Integer.BYTES;
            int needed = Math.min(need.of(i, streamBytes), streamBytes);
            int target = to + i * streamBytes;
            if (stored > 0) {
                if (stored > end - position) {
                    throw BloscHeader.damaged("block " + block.number() + " is cut short");
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

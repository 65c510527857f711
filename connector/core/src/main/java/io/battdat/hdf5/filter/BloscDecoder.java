package io.battdat.hdf5.filter;

import java.util.Arrays;

/** Decodes bytes of Blosc chunks, and of these only the blocks, and in the blocks only the planes, that are needed. */
final class BloscDecoder {
    private final BloscBlocks blocks = new BloscBlocks();

    /**
     * Decodes the bytes from {@code first} to {@code end} of a chunk.
     *
     * @param output receives the bytes from {@code to} on; has {@link StreamCodec#OUTPUT_MARGIN} more behind them
     * @param row what is needed of the rows, which start at byte 0 of the chunk
     */
    void decode(BloscChunk chunk, int first, int end, byte[] output, int to, RowBytes row) throws FilterException {
        BloscHeader header = chunk.header();
        if (first < 0 || end > header.decodedBytes()) {
            throw new FilterException(
                    "it decodes to " + header.decodedBytes() + " bytes, of which " + end + " are needed");
        }
        switch (header.special()) {
            case BloscHeader.SPECIAL_NONE -> {
                if (header.isStored()) {
                    if (header.storedBytes() != header.headerBytes() + (long) header.decodedBytes()) {
                        throw BloscHeader.damaged("a stored chunk of another size");
                    }
                    System.arraycopy(chunk.bytes(), chunk.body() + first, output, to, end - first);
                } else {
                    blocks.decode(chunk, first, end, output, to, row);
                }
            }
            case BloscHeader.SPECIAL_VALUE -> {
                byte[] value = Arrays.copyOfRange(chunk.bytes(), chunk.body(), chunk.end());
                if (value.length == 0 || header.decodedBytes() % value.length != 0) {
                    throw BloscHeader.damaged("a repeated value of " + value.length + " bytes");
                }
                repeat(value, first, end, output, to);
            }
            default -> fill(header.special(), header.typeBytes(), first, end, output, to);
        }
    }

    /** Decodes rows to byte planes; the parameters are those of {@link RowFilter#decodePlanes}. */
    void decodePlanes(BloscChunk chunk, int first, int end, ChunkBuffer output, RowBytes row) throws FilterException {
        blocks.decodePlanes(chunk, first, end, output, row);
    }

    /** Fills in the bytes from {@code first} to {@code end} of a chunk that has no data, which starts with an element. */
    static void fill(int special, int typeBytes, int first, int end, byte[] output, int to) throws FilterException {
        switch (special) {
            // what was never written may be anything
            case BloscHeader.SPECIAL_ZERO, BloscHeader.SPECIAL_UNINITIALIZED ->
                Arrays.fill(output, to, to + end - first, (byte) 0);
            case BloscHeader.SPECIAL_NAN -> repeat(nan(typeBytes), first, end, output, to);
            default -> throw BloscHeader.damaged("special value " + special);
        }
    }

    /** The NaN that C writes, little-endian. */
    private static byte[] nan(int typeBytes) throws FilterException {
        return switch (typeBytes) {
            case Float.BYTES -> new byte[] {0, 0, (byte) 0xC0, 0x7F};
            case Double.BYTES -> new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xF8, 0x7F};
            default -> throw BloscHeader.damaged("NaN of " + typeBytes + " bytes");
        };
    }

    private static void repeat(byte[] value, int first, int end, byte[] output, int to) {
        int phase = first % value.length;
        int count = end - first;
        for (int i = 0; i < Math.min(value.length, count); i++) {
            output[to + i] = value[(phase + i) % value.length];
        }
        for (int done = value.length; done < count; ) {
            int more = Math.min(done, count - done);
            System.arraycopy(output, to, output, to + done, more);
            done += more;
        }
    }
}

package io.battdat.hdf5.filter;

/** An LZ4 block (LZ4 block format description): literals and a match by turns, literals last. */
final class Lz4Codec extends LzCodec {
    private static final int MIN_MATCH = 4;
    private static final int LONG_LENGTH = 15;

    @Override
    public String name() {
        return "LZ4";
    }

    @Override
    public int maxRatio() {
        return 255;
    }

    @Override
    void decode() throws FilterException {
        while (!isDone()) {
            int token = next();
            int literals = token >>> 4;
            literals(literals == LONG_LENGTH ? extend(literals) : literals);
            if (isDone()) {
                return;
            }
            int distance = nextShort();
            int match = token & 0xF;
            match(distance, (match == LONG_LENGTH ? extend(match) : match) + MIN_MATCH);
        }
    }
}

package io.battdat.hdf5.filter;

/** A raw Snappy stream (Snappy's format_description.txt), which Blosc writes in Debian's PyTables and older builds. */
final class SnappyCodec extends LzCodec {
    private static final int LITERALS = 0;
    private static final int NEAR_MATCH = 1;
    private static final int MATCH = 2;
    /** The upper six bits of a tag from which on that many bytes of the length follow, less this. */
    private static final int LONG_LITERALS = 59;

    private static final int LENGTH_BYTES = 5;

    @Override
    public String name() {
        return "Snappy";
    }

    @Override
    public int maxRatio() {
        return 22; // 64 bytes from three
    }

    @Override
    void decode() throws FilterException {
        long declared = declaredBytes();
        while (!isDone()) {
            int tag = next();
            int upper = tag >>> 2;
            switch (tag & 3) {
                case LITERALS -> literals((upper > LONG_LITERALS ? little(upper - LONG_LITERALS) : upper) + 1);
                case NEAR_MATCH -> match((tag >>> 5) << 8 | next(), (upper & 7) + 4);
                case MATCH -> match(nextShort(), upper + 1);
                default -> match(little(Integer.BYTES), upper + 1);
            }
        }
        if (isAtEnd() && decodedBytes() < declared && !isSatisfied()) {
            throw damaged("it holds " + decodedBytes() + " of its " + declared + " bytes");
        }
    }

    /** The length of the whole, seven bits in each byte, the lowest first. */
    private long declaredBytes() throws FilterException {
        long value = 0;
        for (int i = 0; i < LENGTH_BYTES; i++) {
            int more = next();
            value |= (more & 0x7FL) << 7 * i;
            if (more < 0x80) {
                return value;
            }
        }
        throw damaged("a length of more than five bytes");
    }

    private int little(int bytes) throws FilterException {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= next() << Byte.SIZE * i;
        }
        return value;
    }
}

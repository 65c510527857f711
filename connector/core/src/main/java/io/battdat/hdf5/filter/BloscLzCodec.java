package io.battdat.hdf5.filter;

/** A blosclz stream (c-blosc, blosclz.c): FastLZ with distances up to 73 725 bytes. */
final class BloscLzCodec extends LzCodec {
    /** A byte below this starts a run of literals. */
    private static final int FIRST_MATCH = 32;

    private static final int MIN_MATCH = 3;
    private static final int LONG_LENGTH = 6;
    /** Distance from which two more bytes hold what goes beyond. */
    private static final int FAR_DISTANCE = 8191;

    @Override
    public String name() {
        return "blosclz";
    }

    @Override
    public int maxRatio() {
        return 255;
    }

    @Override
    void decode() throws FilterException {
        // the first byte always starts literals; its upper bits mark the version
        boolean first = true;
        while (!isDone()) {
            int control = next();
            if (first) {
                control &= FIRST_MATCH - 1;
                first = false;
            }
            if (control < FIRST_MATCH) {
                literals(control + 1);
            } else {
                match(control);
            }
        }
    }

    private void match(int control) throws FilterException {
        int count = (control >>> 5) - 1;
        if (count == LONG_LENGTH) {
            count = extend(count);
        }
        int high = (control & 0x1F) << 8;
        int low = next();
        int distance = high + low + 1;
        if (distance == FAR_DISTANCE + 1) {
            int upper = next();
            distance = (upper << 8 | next()) + FAR_DISTANCE + 1;
        }
        match(distance, count + MIN_MATCH);
    }
}

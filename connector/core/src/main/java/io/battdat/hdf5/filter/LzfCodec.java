package io.battdat.hdf5.filter;

/** An LZF stream (liblzf, lzf_d.c), which h5py writes. */
final class LzfCodec extends LzCodec {
    /** A byte below this starts a run of literals. */
    private static final int FIRST_MATCH = 32;

    private static final int MIN_MATCH = 2;
    private static final int LONG_LENGTH = 7;

    @Override
    public String name() {
        return "LZF";
    }

    @Override
    public int maxRatio() {
        return 88; // 264 bytes from three
    }

    @Override
    void decode() throws FilterException {
        while (!isDone()) {
            int control = next();
            if (control < FIRST_MATCH) {
                literals(control + 1);
            } else {
                int count = control >>> 5;
                if (count == LONG_LENGTH) {
                    count += next();
                }
                match(((control & 0x1F) << 8 | next()) + 1, count + MIN_MATCH);
            }
        }
    }
}

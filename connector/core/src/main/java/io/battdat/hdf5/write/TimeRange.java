package io.battdat.hdf5.write;

/** Which times PyTables' time64 holds: its seconds are a signed integer of 32 bits, cut off towards zero. */
final class TimeRange {
    private static final double LIMIT = 1L << 31;

    private TimeRange() {}

    static boolean holds(double seconds) {
        return seconds > -LIMIT - 1 && seconds < LIMIT;
    }

    static String problem(double seconds) {
        return "the time " + seconds
                + " is no number of seconds from -2^31 to 2^31, which the column stores. Write it to a"
                + " float64 column";
    }
}

package io.battdat.hdf5.write;

/**
 * What the numeric columns of one chunk hold. Values are 64 bits each: signed integers sign-extended, unsigned ones
 * zero-extended, floats as the double of the same value.
 *
 * @param rows rows of the chunk that were looked at
 * @param tail checksum of the end of the chunk as stored ({@link ZoneTail})
 * @param minimums smallest value of each numeric column, NaN left out; of a column of nothing but NaN, infinity
 * @param maximums largest value of each, NaN left out; of a column of nothing but NaN, negative infinity
 * @param holdsNan whether NaN occurs in each
 * @param ascending whether in each no value is smaller than the one before it, and none is NaN
 */
record Zone(int rows, long tail, long[] minimums, long[] maximums, boolean[] holdsNan, boolean[] ascending) {}

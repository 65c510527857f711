package io.battdat.hdf5.filter;

/**
 * Bytes of a decoded chunk.
 *
 * @param first position of the first
 * @param end position behind the last
 */
public record ByteRange(int first, int end) {}

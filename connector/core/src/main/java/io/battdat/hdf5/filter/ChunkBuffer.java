package io.battdat.hdf5.filter;

import java.util.Arrays;

/** A byte buffer that grows and is reused from chunk to chunk. */
public final class ChunkBuffer {
    /** No JVM makes an array much longer than this. */
    private static final int ARRAY_LIMIT = Integer.MAX_VALUE - Long.BYTES;

    private byte[] bytes = {};
    private int length;

    /** The buffer; only the first {@link #length()} bytes count. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void setLength(int length) {
        this.length = length;
    }

    /** Makes room for {@code capacity} bytes. What was there is lost. */
    public void reserve(int capacity) {
        if (bytes.length < capacity) {
            bytes = new byte[capacity];
        }
        length = 0;
    }

    /** Makes room for {@code capacity} bytes, at least half as much again as before. What was there is kept. */
    void grow(int capacity) {
        if (bytes.length < capacity) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(ARRAY_LIMIT, Math.max(capacity, bytes.length * 3L / 2)));
        }
    }
}

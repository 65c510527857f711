package io.battdat.hdf5.filter;

/** A byte buffer that grows and is reused from chunk to chunk. */
public final class ChunkBuffer {
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
}

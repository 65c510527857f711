package io.battdat.benchmarks;

import io.battdat.io.SeekableInput;
import java.io.EOFException;

/** A file in memory, so that no storage is measured. */
record MemoryInput(byte[] bytes) implements SeekableInput {
    @Override
    public String location() {
        return "memory";
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public void readFully(long position, byte[] buffer, int offset, int length) throws EOFException {
        if (position < 0 || position + length > bytes.length) {
            throw new EOFException(length + " bytes at " + position + " of " + bytes.length);
        }
        System.arraycopy(bytes, (int) position, buffer, offset, length);
    }

    @Override
    public void close() {
        // memory needs no closing
    }
}

package io.battdat.testing;

import io.battdat.io.SeekableInput;
import java.io.EOFException;
import java.io.IOException;

/** Bytes in memory as a file. */
public final class BytesInput implements SeekableInput {
    public static final String LOCATION = "memory.h5";

    private final byte[] bytes;

    public BytesInput(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public String location() {
        return LOCATION;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
        if (position < 0 || position > bytes.length - length) {
            throw new EOFException(length + " bytes at " + position + " of " + bytes.length);
        }
        System.arraycopy(bytes, (int) position, buffer, offset, length);
    }

    @Override
    public void close() {}
}

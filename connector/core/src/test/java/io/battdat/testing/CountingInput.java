package io.battdat.testing;

import io.battdat.io.SeekableInput;
import java.io.IOException;

/** Counts what is asked of another input, and whether it was closed. */
public final class CountingInput implements SeekableInput {
    private final SeekableInput source;
    private int requests;
    private long bytes;
    private int closed;

    public CountingInput(SeekableInput source) {
        this.source = source;
    }

    /** Calls of {@link #readFully}, each of which is a request to storage. */
    public int requests() {
        return requests;
    }

    /** Bytes that were asked for. */
    public long bytes() {
        return bytes;
    }

    public boolean isClosed() {
        return closed > 0;
    }

    @Override
    public String location() {
        return source.location();
    }

    @Override
    public long length() {
        return source.length();
    }

    @Override
    public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
        requests++;
        bytes += length;
        source.readFully(position, buffer, offset, length);
    }

    @Override
    public void close() throws IOException {
        closed++;
        source.close();
    }
}

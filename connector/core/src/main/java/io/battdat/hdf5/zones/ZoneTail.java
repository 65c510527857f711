package io.battdat.hdf5.zones;

import io.battdat.io.SeekableInput;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * The end of a stored chunk, by which a zone knows its chunk again. Of a deflated chunk it holds the Adler-32 of all rows
 * (RFC 1950, 2.2) and what the last blocks of the stream look like, so that no edit of the rows leaves it as it was.
 */
public final class ZoneTail {
    /** Bytes at the end of the chunk, or all of it if it has fewer. */
    private static final int BYTES = 256;

    private final CRC32 checksum = new CRC32();
    private final byte[] tail = new byte[BYTES];

    /** CRC-32 of the tail of a chunk that stands at the beginning of {@code stored}. */
    public long of(byte[] stored, int length) {
        int count = Math.min(BYTES, length);
        checksum.reset();
        checksum.update(stored, length - count, count);
        return checksum.getValue();
    }

    /** CRC-32 of the tail of a chunk in a file. */
    long of(SeekableInput input, long address, long storedBytes) throws IOException {
        int count = (int) Math.min(BYTES, storedBytes);
        input.readFully(address + storedBytes - count, tail, 0, count);
        return of(tail, count);
    }
}

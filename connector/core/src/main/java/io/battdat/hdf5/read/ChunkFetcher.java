package io.battdat.hdf5.read;

import io.battdat.hdf5.ChunkIndex;
import io.battdat.hdf5.filter.ChunkBuffer;
import io.battdat.io.SeekableInput;
import java.io.IOException;

/**
 * Reads stored chunks in order. Chunks that stand close together, as PyTables writes them, come with one request to
 * storage, as large as the storage likes.
 */
final class ChunkFetcher {
    /** Bytes between two chunks that cost less to read than a second request. */
    private static final int MAX_GAP_BYTES = 16 * 1024;

    private final SeekableInput input;
    private final ChunkIndex chunks;
    private final int requestBytes;
    private byte[] window = {};
    private long windowStart;
    private int windowBytes;
    private long bytesRead;

    ChunkFetcher(SeekableInput input, ChunkIndex chunks) {
        this.input = input;
        this.chunks = chunks;
        this.requestBytes = input.requestBytes();
    }

    /** Copies stored chunk {@code i} into {@code target}. */
    void fetch(int i, ChunkBuffer target) throws IOException {
        long address = chunks.address(i);
        int stored = Math.toIntExact(chunks.storedBytes(i));
        target.reserve(stored);
        if (stored >= requestBytes && !isInWindow(i)) {
            input.readFully(address, target.bytes(), 0, stored);
            bytesRead += stored;
        } else {
            System.arraycopy(window(i), startInWindow(i), target.bytes(), 0, stored);
        }
        target.setLength(stored);
    }

    /** Bytes in which stored chunk {@code i} is, from {@link #startInWindow} on, until the next chunk is fetched. */
    byte[] window(int i) throws IOException {
        if (!isInWindow(i)) {
            fill(i);
        }
        return window;
    }

    /** Where stored chunk {@code i} starts in its {@link #window}. */
    int startInWindow(int i) {
        return (int) (chunks.address(i) - windowStart);
    }

    private boolean isInWindow(int i) {
        long address = chunks.address(i);
        return address >= windowStart && address + chunks.storedBytes(i) <= windowStart + windowBytes;
    }

    /** Reads chunk {@code i} and those after it that stand close behind it. */
    private void fill(int i) throws IOException {
        long start = chunks.address(i);
        long end = start + chunks.storedBytes(i);
        for (int next = i + 1; next < chunks.size(); next++) {
            long nextStart = chunks.address(next);
            long nextEnd = nextStart + chunks.storedBytes(next);
            if (nextStart < end || nextStart - end > MAX_GAP_BYTES || nextEnd - start > requestBytes) {
                break;
            }
            end = nextEnd;
        }
        int bytes = (int) (end - start);
        if (window.length < bytes) {
            window = new byte[bytes];
        }
        windowBytes = 0;
        input.readFully(start, window, 0, bytes);
        windowStart = start;
        windowBytes = bytes;
        bytesRead += bytes;
    }

    /** Bytes read from storage so far. */
    long bytesRead() {
        return bytesRead;
    }
}

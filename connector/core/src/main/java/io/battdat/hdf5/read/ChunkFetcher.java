package io.battdat.hdf5.read;

import io.battdat.hdf5.ChunkIndex;
import io.battdat.hdf5.filter.ChunkBuffer;
import io.battdat.io.SeekableInput;
import java.io.IOException;

/**
 * Reads stored chunks in order. Chunks that stand close together, as PyTables writes them, come with one request to
 * storage, up to {@link #WINDOW_BYTES}.
 */
final class ChunkFetcher {
    static final int WINDOW_BYTES = 1 << 20;
    /** Bytes between two chunks that cost less to read than a second request. */
    private static final int MAX_GAP_BYTES = 16 * 1024;

    private final SeekableInput input;
    private final ChunkIndex chunks;
    private byte[] window = {};
    private long windowStart;
    private int windowBytes;
    private long bytesRead;

    ChunkFetcher(SeekableInput input, ChunkIndex chunks) {
        this.input = input;
        this.chunks = chunks;
    }

    /** Copies stored chunk {@code i} into {@code target}. */
    void fetch(int i, ChunkBuffer target) throws IOException {
        long address = chunks.address(i);
        int stored = Math.toIntExact(chunks.storedBytes(i));
        target.reserve(stored);
        if (address < windowStart || address + stored > windowStart + windowBytes) {
            if (stored >= WINDOW_BYTES) {
                input.readFully(address, target.bytes(), 0, stored);
                bytesRead += stored;
                target.setLength(stored);
                return;
            }
            fill(i);
        }
        System.arraycopy(window, (int) (address - windowStart), target.bytes(), 0, stored);
        target.setLength(stored);
    }

    /** Reads chunk {@code i} and those after it that stand close behind it. */
    private void fill(int i) throws IOException {
        long start = chunks.address(i);
        long end = start + chunks.storedBytes(i);
        for (int next = i + 1; next < chunks.size(); next++) {
            long nextStart = chunks.address(next);
            long nextEnd = nextStart + chunks.storedBytes(next);
            if (nextStart < end || nextStart - end > MAX_GAP_BYTES || nextEnd - start > WINDOW_BYTES) {
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

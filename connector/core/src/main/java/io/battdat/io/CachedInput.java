package io.battdat.io;

import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the blocks of another input that were read last.
 *
 * <p>Parsing structure reads a few bytes at a time, mostly close together: with the cache that costs a handful of
 * requests to storage, not one for each attribute. Closing it closes the other input.
 */
public final class CachedInput implements SeekableInput {
    static final int BLOCK_BYTES = 64 * 1024;
    private static final int MAX_BLOCKS = 64;

    private final SeekableInput source;
    private final Map<Long, byte[]> blocks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > MAX_BLOCKS;
        }
    };

    public CachedInput(SeekableInput source) {
        this.source = source;
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
    public int requestBytes() {
        return source.requestBytes();
    }

    @Override
    public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
        if (position < 0 || position + length > source.length() || position + length < 0) {
            throw new EOFException(source.location() + ": bytes " + position + " to " + (position + length)
                    + " lie outside the file's " + source.length());
        }
        if (length >= BLOCK_BYTES) {
            // chunks, read once each: one request, and the structure that is cached stays
            source.readFully(position, buffer, offset, length);
            return;
        }
        long at = position;
        int copied = 0;
        while (copied < length) {
            byte[] block = block(at / BLOCK_BYTES);
            int from = (int) (at % BLOCK_BYTES);
            int count = Math.min(length - copied, block.length - from);
            System.arraycopy(block, from, buffer, offset + copied, count);
            copied += count;
            at += count;
        }
    }

    private byte[] block(long number) throws IOException {
        byte[] block = blocks.get(number);
        if (block == null) {
            long start = number * BLOCK_BYTES;
            block = new byte[(int) Math.min(BLOCK_BYTES, source.length() - start)];
            source.readFully(start, block, 0, block.length);
            blocks.put(number, block);
        }
        return block;
    }

    @Override
    public void close() throws IOException {
        blocks.clear();
        source.close();
    }
}

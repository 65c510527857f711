package io.battdat.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of the local file system. */
public final class LocalInput implements SeekableInput {
    /**
     * The JDK copies what it reads through a buffer of its own, as large as the request: one that stays in the processor's
     * cache, and takes no memory to speak of where a chunk has hundreds of megabytes.
     */
    static final int REQUEST_BYTES = 256 << 10;

    private final Path path;
    private final FileChannel channel;
    private final long length;

    private LocalInput(Path path, FileChannel channel, long length) {
        this.path = path;
        this.channel = channel;
        this.length = length;
    }

    /** Opens {@code path} for reading; the caller closes it. */
    public static LocalInput open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new LocalInput(path, channel, channel.size());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public String location() {
        return path.toString();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int requestBytes() {
        return REQUEST_BYTES;
    }

    @Override
    public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(buffer, offset, length);
        int end = offset + length;
        long at = position;
        while (target.position() < end) {
            target.limit(Math.min(end, target.position() + REQUEST_BYTES));
            int read = channel.read(target, at);
            if (read < 0) {
                throw new EOFException(
                        path + " ends at byte " + at + "; " + (end - target.position()) + " more were wanted");
            }
            at += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

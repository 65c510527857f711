package io.battdat.spark.testing;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;

/** A stream that enters in {@link StorageLog} what is asked of it. */
public final class CountedStream extends FSInputStream {
    private final FSDataInputStream stream;
    private final String file;
    private boolean closed;

    /** @param stream closed with this */
    public CountedStream(FSDataInputStream stream, String file) {
        this.stream = stream;
        this.file = file;
        StorageLog.open();
    }

    @Override
    public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
        StorageLog.read(file, position, length);
        stream.readFully(position, buffer, offset, length);
    }

    @Override
    public int read(long position, byte[] buffer, int offset, int length) throws IOException {
        StorageLog.read(file, position, length);
        return stream.read(position, buffer, offset, length);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        StorageLog.read(file, stream.getPos(), length);
        return stream.read(buffer, offset, length);
    }

    @Override
    public int read() throws IOException {
        StorageLog.read(file, stream.getPos(), 1);
        return stream.read();
    }

    @Override
    public void seek(long position) throws IOException {
        stream.seek(position);
    }

    @Override
    public long getPos() throws IOException {
        return stream.getPos();
    }

    @Override
    public boolean seekToNewSource(long position) throws IOException {
        return stream.seekToNewSource(position);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            StorageLog.close();
        }
        stream.close();
    }
}

package io.battdat.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file behind a Hadoop {@link FileSystem}: HDFS, an object store, or a local path. */
public final class HadoopInput implements SeekableInput {
    private final String location;
    private final FSDataInputStream stream;
    private final long length;

    private HadoopInput(String location, FSDataInputStream stream, long length) {
        this.location = location;
        this.stream = stream;
        this.length = length;
    }

    /** Opens a path whose length is not known yet, which costs one request for its status. */
    public static HadoopInput open(Path path, Configuration configuration) throws IOException {
        FileSystem fileSystem = path.getFileSystem(configuration);
        return open(path, fileSystem.getFileStatus(path).getLen(), configuration);
    }

    /**
     * Opens a path whose length is known from a listing.
     *
     * <p>The hints (Hadoop "openFile" options, ignored by a file system that does not know them) spare an object store
     * the request for the file's status, and tell it that reads jump about.
     */
    public static HadoopInput open(Path path, long length, Configuration configuration) throws IOException {
        FileSystem fileSystem = path.getFileSystem(configuration);
        CompletableFuture<FSDataInputStream> opening = fileSystem
                .openFile(path)
                .opt("fs.option.openfile.read.policy", "random")
                .opt("fs.option.openfile.length", Long.toString(length))
                .build();
        try {
            return new HadoopInput(path.toString(), opening.get(), length);
        } catch (InterruptedException e) {
            opening.thenAccept(HadoopInput::closeLate);
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while opening " + path).initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException("cannot open " + path, e.getCause());
        }
    }

    /** The stream came after its reader had gone. */
    private static void closeLate(FSDataInputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
        stream.readFully(position, buffer, offset, length);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}

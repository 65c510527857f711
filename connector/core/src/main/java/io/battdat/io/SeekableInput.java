package io.battdat.io;

import java.io.Closeable;
import java.io.IOException;

/**
 * A file opened for positional reads. Reads carry their own position, so one input can serve several readers of one
 * thread; it is not safe for use by several threads at once.
 */
public interface SeekableInput extends Closeable {
    /** The path or URI, for messages. */
    String location();

    /** The length in bytes when the file was opened. */
    long length();

    /**
     * Bytes that are best asked for at once, where more than that are wanted one behind the other. The default suits
     * storage behind a network.
     */
    default int requestBytes() {
        return 1 << 20;
    }

    /**
     * Reads exactly {@code length} bytes from {@code position} in the file.
     *
     * @throws java.io.EOFException if the file ends before
     * @throws IOException if storage fails
     */
    void readFully(long position, byte[] buffer, int offset, int length) throws IOException;
}

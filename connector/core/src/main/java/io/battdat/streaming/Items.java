package io.battdat.streaming;

import java.io.Closeable;
import java.io.IOException;

/** What {@link FileIterator} goes through in an open file, with the exceptions of storage as they are. */
interface Items<T> extends Closeable {
    boolean hasNext() throws IOException;

    /** Only called after {@link #hasNext} returned true. */
    T next() throws IOException;
}

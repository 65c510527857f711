package io.battdat.streaming;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An iterator over what an open file holds.
 *
 * <p>{@link #hasNext} and {@link #next} throw {@link UncheckedIOException} if storage fails,
 * {@link io.battdat.BattdatException} if the file is damaged or lacks what was asked for, and
 * {@link IllegalStateException} once the iterator was closed or has failed. It is for one thread at a time.
 */
public interface CloseableIterator<T> extends Iterator<T>, Closeable {
    /** Releases what the iterator opened; closing it again does nothing. */
    @Override
    void close() throws IOException;

    /** The items left, as a stream for one thread; closing the stream closes the iterator. */
    default Stream<T> stream() {
        int traits = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, traits), false)
                .onClose(() -> {
                    try {
                        close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}

package io.battdat.streaming;

import io.battdat.hdf5.BattdatFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Opens a file when the first item is asked for, and releases it after the last one, on failure, or when closed,
 * whatever comes first. An iterator that is never used therefore holds nothing.
 */
final class FileIterator<T> implements CloseableIterator<T> {
    /** Finds the items in a file; what it opens on its way to an exception it closes itself. */
    interface Opening<T> {
        Items<T> open(BattdatFile file) throws IOException;
    }

    private enum State {
        NOT_OPENED,
        OPEN,
        ENDED,
        FAILED,
        CLOSED
    }

    private final FileSource source;
    private final Opening<T> opening;
    private State state = State.NOT_OPENED;
    private BattdatFile file;
    private Items<T> items;
    private Throwable failure;

    FileIterator(FileSource source, Opening<T> opening) {
        this.source = source;
        this.opening = opening;
    }

    @Override
    public boolean hasNext() {
        switch (state) {
            case CLOSED -> throw new IllegalStateException(source.location() + ": the iterator was closed");
            case FAILED ->
                throw new IllegalStateException(source.location() + ": reading failed before; see the cause", failure);
            case ENDED -> {
                return false;
            }
            case NOT_OPENED, OPEN -> {
                return releasingOnFailure(this::advance);
            }
        }
        throw new AssertionError(state);
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException(source.location() + ": there are no more items");
        }
        return releasingOnFailure(items::next);
    }

    private boolean advance() throws IOException {
        if (state == State.NOT_OPENED) {
            state = State.OPEN;
            file = source.open();
            items = opening.open(file);
        }
        if (items.hasNext()) {
            return true;
        }
        release();
        state = State.ENDED;
        return false;
    }

    private interface Step<R> {
        R run() throws IOException;
    }

    private <R> R releasingOnFailure(Step<R> step) {
        try {
            return step.run();
        } catch (IOException e) {
            fail(e);
            throw new UncheckedIOException(source.location() + ": cannot be read (" + e + ")", e);
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
    }

    private void fail(Throwable e) {
        state = State.FAILED;
        failure = e;
        try {
            release();
        } catch (IOException | RuntimeException suppressed) {
            e.addSuppressed(suppressed);
        }
    }

    @Override
    public void close() throws IOException {
        state = State.CLOSED;
        release();
    }

    private void release() throws IOException {
        List<Closeable> opened = new ArrayList<>();
        if (items != null) {
            opened.add(items);
        }
        if (file != null && source.isOwned()) {
            opened.add(file);
        }
        items = null;
        file = null;
        Closing.closeAll(opened);
    }
}

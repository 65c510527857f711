package io.battdat.hdf5.write;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.hdf5.global.hdf5;

/** An open identifier of the library, closed once. All are counted, so that a test can tell whether one leaked. */
final class Handle implements AutoCloseable {
    private static final AtomicInteger OPEN = new AtomicInteger();

    /** Kinds of identifiers; each has its own function to close it. */
    enum Kind {
        FILE,
        GROUP,
        DATASET,
        DATATYPE,
        DATASPACE,
        ATTRIBUTE,
        PROPERTIES
    }

    private final Kind kind;
    private final long id;
    private final String what;
    private boolean closed;

    private Handle(Kind kind, long id, String what) {
        this.kind = kind;
        this.id = id;
        this.what = what;
        OPEN.incrementAndGet();
    }

    /**
     * Takes over what a call returned.
     *
     * @param what what the identifier stands for, such as {@code table raw_data}, for messages
     * @throws Hdf5WriteException if the call failed
     */
    static Handle of(Kind kind, long id, String what) throws Hdf5WriteException {
        return new Handle(kind, NativeHdf5.check(id, "cannot open or make " + what), what);
    }

    /** Handles of this JVM that are not closed. */
    static int openCount() {
        return OPEN.get();
    }

    long id() {
        if (closed) {
            throw new IllegalStateException(what + " is closed");
        }
        return id;
    }

    /** @throws Hdf5WriteException if the library could not close it, so that bytes may not have been written */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        OPEN.decrementAndGet();
        NativeHdf5.run(() -> NativeHdf5.check(closeNative(), "cannot close " + what));
    }

    private int closeNative() {
        return switch (kind) {
            case FILE -> hdf5.H5Fclose(id);
            case GROUP -> hdf5.H5Gclose(id);
            case DATASET -> hdf5.H5Dclose(id);
            case DATATYPE -> hdf5.H5Tclose(id);
            case DATASPACE -> hdf5.H5Sclose(id);
            case ATTRIBUTE -> hdf5.H5Aclose(id);
            case PROPERTIES -> hdf5.H5Pclose(id);
        };
    }
}

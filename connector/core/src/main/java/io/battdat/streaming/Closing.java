package io.battdat.streaming;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Closing of several things, where the failure of one must not keep the others open. */
final class Closing {
    private Closing() {}

    /** Closes all in their order, then throws the first failure, with the others suppressed in it. */
    static void closeAll(List<? extends Closeable> opened) throws IOException {
        Exception failure = null;
        for (Closeable closeable : opened) {
            try {
                closeable.close();
            } catch (IOException | RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure instanceof IOException storage) {
            throw storage;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }
}

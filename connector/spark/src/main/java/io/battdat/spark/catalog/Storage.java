package io.battdat.spark.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Spark's interfaces of catalogs know nothing of storage that fails. */
final class Storage {
    private Storage() {}

    /** Work that storage may fail for, and a name that is not there. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T run() throws E, IOException;
    }

    static <T, E extends Exception> T use(Work<T, E> work) throws E {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

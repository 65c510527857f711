package io.battdat.hdf5.pickle;

/** A pickle is damaged, or is more than lists of texts and numbers. */
public final class PickleException extends Exception {
    private static final long serialVersionUID = 1L;

    PickleException(String message) {
        super(message);
    }
}

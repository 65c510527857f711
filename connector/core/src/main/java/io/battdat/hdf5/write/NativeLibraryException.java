package io.battdat.hdf5.write;

import io.battdat.BattdatException;

/** The HDF5 C library, which writing needs, cannot be loaded here; the message says what to install. */
public class NativeLibraryException extends BattdatException {
    private static final long serialVersionUID = 1L;

    NativeLibraryException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.battdat.hdf5.write;

import java.io.IOException;

/** A call of the HDF5 library failed, mostly because storage did; the message holds what the library said. */
public class Hdf5WriteException extends IOException {
    private static final long serialVersionUID = 1L;

    Hdf5WriteException(String message) {
        super(message);
    }
}

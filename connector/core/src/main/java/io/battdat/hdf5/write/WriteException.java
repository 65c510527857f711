package io.battdat.hdf5.write;

import io.battdat.BattdatException;

/** What was to be written cannot be: the message names file, table, column and row, and what to do. */
public class WriteException extends BattdatException {
    private static final long serialVersionUID = 1L;

    public WriteException(String message) {
        super(message);
    }

    public WriteException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.battdat.hdf5.read;

import java.io.IOException;

/** A value that cannot be decoded; the reader adds file, table, column and row. */
final class BadValueException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int row;

    /**
     * @param row of the rows that are being gathered, from 0
     * @param problem what is wrong with the value
     */
    BadValueException(int row, String problem) {
        super(problem);
        this.row = row;
    }

    /** Which of the gathered rows holds the value, from the first row of the gathering. */
    int row() {
        return row;
    }
}

package io.battdat.hdf5.filter;

/** The bytes of a chunk are not what its filter writes. The reader adds file, table and chunk. */
public class FilterException extends Exception {
    private static final long serialVersionUID = 1L;

    public FilterException(String message) {
        super(message);
    }

    public FilterException(String message, Throwable cause) {
        super(message, cause);
    }
}

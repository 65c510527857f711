package io.battdat.hdf5.filter;

/** The bytes of a chunk are sound as far as can be seen, but written in a way that is not read. */
final class UnsupportedFilterException extends FilterException {
    private static final long serialVersionUID = 1L;

    UnsupportedFilterException(String message) {
        super(message);
    }
}

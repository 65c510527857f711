package io.battdat.hdf5.write;

/** What becomes of a file that is there already. */
public enum WriteMode {
    /** A new file; one that is there is an error. */
    CREATE,
    /** A new file, which takes the place of one that is there. */
    TRUNCATE,
    /** The file with rows and tables added; a new file if there is none. */
    APPEND
}

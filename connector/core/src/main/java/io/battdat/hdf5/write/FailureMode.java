package io.battdat.hdf5.write;

/** What becomes of a file when a row or batch has been refused, or could not be written. */
public enum FailureMode {
    /** What was refused is not written; closing writes the rest, and the file is readable. */
    KEEP,
    /** Closing gives up: the file stays as it was, or is not there. */
    DISCARD
}

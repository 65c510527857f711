package io.battdat.spark.catalog;

import io.battdat.hdf5.BattdatFile;

/**
 * Where a table is.
 *
 * @param path a directory; or what a statement says: a file or a glob
 * @param isDirectory whether the path is a directory, whose sub-directories are other archives, and which can be written to
 * @param table the table's name in the files
 */
record TablePath(String path, boolean isDirectory, String table) {
    /** A directory, whatever its tables are. */
    static TablePath ofDirectory(String path) {
        return new TablePath(path, true, BattdatFile.RAW_DATA);
    }

    /** Another table of the same place. */
    TablePath of(String other) {
        return new TablePath(path, isDirectory, other);
    }
}

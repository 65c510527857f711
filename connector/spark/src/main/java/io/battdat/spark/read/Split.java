package io.battdat.spark.read;

import io.battdat.hdf5.TableInfo;
import io.battdat.spark.files.ListedFile;
import java.io.Serializable;

/** What a task reads of one file. */
sealed interface Split extends Serializable {
    ListedFile file();

    /** A small file: its structure is parsed where it is read, so that planning does not open each of many files. */
    record WholeFile(ListedFile file) implements Split {}

    /**
     * Rows of a table that was looked at while planning.
     *
     * @param table with the chunks of these rows only
     * @param endRow the row after the last
     */
    record RowRange(ListedFile file, TableInfo table, CellFacts cell, long firstRow, long endRow) implements Split {}
}

package io.battdat.spark.read;

import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.RowRun;
import io.battdat.spark.files.ListedFile;
import java.io.Serializable;
import java.util.List;

/**
 * A table of a file, and what a scan reads of it.
 *
 * @param table with the chunks that are read, at least
 * @param runs the rows to look at
 */
record FoundTable(ListedFile file, TableInfo table, CellFacts cell, List<RowRun> runs) implements Serializable {
    FoundTable {
        runs = List.copyOf(runs);
    }

    /** With no other chunks than those that are read. */
    FoundTable withoutOtherChunks() {
        return within(0, table.rowCount());
    }

    /** The first row to look at. */
    long firstRow() {
        return runs.get(0).firstRow();
    }

    /** The row after the last one to look at. */
    long endRow() {
        return runs.get(runs.size() - 1).endRow();
    }

    /** Only the rows from {@code firstRow} up to but not including {@code endRow}. */
    FoundTable within(long firstRow, long endRow) {
        List<RowRun> within = RowRun.within(runs, firstRow, endRow);
        return new FoundTable(file, ChunkPruning.withChunksOf(table, within), cell, within);
    }
}

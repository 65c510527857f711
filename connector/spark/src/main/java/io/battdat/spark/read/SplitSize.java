package io.battdat.spark.read;

import io.battdat.hdf5.read.RowRun;
import io.battdat.spark.files.ListedFile;
import java.io.Serializable;

/**
 * How large the ranges are that tables are split into.
 *
 * @param rows rows of a range; 0 to go by bytes
 * @param bytes stored bytes of a range
 * @param smallFileBytes a file of no more bytes is not worth splitting, and if possible not opened while planning
 */
record SplitSize(long rows, long bytes, long smallFileBytes) implements Serializable {
    private static final long NO_FILE = -1;

    /** Ranges of so many rows, however small the file is. */
    static SplitSize ofRows(long rows) {
        return new SplitSize(rows, 0, NO_FILE);
    }

    /** Tables are not split. */
    static SplitSize unbounded(long smallFileBytes) {
        return new SplitSize(0, Long.MAX_VALUE, smallFileBytes);
    }

    boolean keepsWhole(ListedFile file) {
        return file.length() <= smallFileBytes;
    }

    /** What a range counts towards a partition: rows or stored bytes. Chunks never written weigh nothing. */
    long weight(Split.RowRange range) {
        return rows > 0
                ? RowRun.rowCount(range.found().runs())
                : range.found().table().chunks().totalStoredBytes();
    }
}

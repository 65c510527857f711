package io.battdat.spark.stream;

/**
 * Rows that a table has got.
 *
 * @param file path as {@link io.battdat.spark.files.ListedFile} has it
 * @param prefix the cell's group
 * @param endRow the row after the last
 */
public record RowsAdded(String file, String prefix, long firstRow, long endRow) {
    public long rowCount() {
        return endRow - firstRow;
    }
}

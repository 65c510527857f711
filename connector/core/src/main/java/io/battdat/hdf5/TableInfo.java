package io.battdat.hdf5;

import java.io.Serializable;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * All that is needed to decode rows of a table without parsing its file's structure again.
 *
 * @param file path or URI, for messages and to open the file elsewhere
 * @param prefix path of the table's group without a leading slash, "/" for the root
 * @param name name of the table in its group, such as {@code raw_data}
 * @param rowCount rows by the dataspace; the attribute NROWS is not looked at, as PyTables does not either
 * @param layout how a row is stored
 * @param filters the pipeline, in the order of encoding; empty for contiguous and compact tables
 * @param chunkRows rows in a chunk, the last one included: what it holds past the last row means nothing
 * @param chunks where the chunks are stored
 * @param fillRow the row that stands for each row of a chunk never written; null for zeros
 */
public record TableInfo(
        String file,
        String prefix,
        String name,
        long rowCount,
        RecordLayout layout,
        List<FilterSpec> filters,
        int chunkRows,
        ChunkIndex chunks,
        byte[] fillRow)
        implements Serializable {
    public TableInfo {
        filters = List.copyOf(filters);
    }

    /** The table's path in the file, without a leading slash. */
    public String path() {
        return BattdatFile.ROOT.equals(prefix) ? name : prefix + "/" + name;
    }

    /** Chunks that the rows make, stored or not. */
    public long chunkCount() {
        return (rowCount + chunkRows - 1) / chunkRows;
    }

    /**
     * Rows in front of the first chunk that is not stored. All of them, except of a table that is being written: its length
     * may be on the disk before its rows are. (Chunks that were never written hold the fill value; neither battdat nor
     * PyTables leaves any.)
     */
    public long storedRows() {
        int stored = 0;
        while (stored < chunks.size() && chunks.number(stored) == stored) {
            stored++;
        }
        return Math.min(rowCount, (long) stored * chunkRows);
    }

    /** The same table with only the chunks that hold rows from {@code firstRow} up to but not including {@code endRow}. */
    public TableInfo withChunksOf(long firstRow, long endRow) {
        ChunkIndex slice = chunks.slice(firstRow / chunkRows, (endRow + chunkRows - 1) / chunkRows);
        return new TableInfo(file, prefix, name, rowCount, layout, filters, chunkRows, slice, fillRow);
    }

    /** The same table without some of its stored chunks, by their positions in the index. Their rows must not be read. */
    public TableInfo withStoredChunks(IntPredicate wanted) {
        return new TableInfo(file, prefix, name, rowCount, layout, filters, chunkRows, chunks.filter(wanted), fillRow);
    }

    /** The same table with other members in its rows, which are as long as before. */
    TableInfo withLayout(RecordLayout newLayout) {
        return new TableInfo(file, prefix, name, rowCount, newLayout, filters, chunkRows, chunks, fillRow);
    }

    /** Two are equal if they are the same table of the same file; the stored bytes are not compared. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TableInfo that
                && file.equals(that.file)
                && prefix.equals(that.prefix)
                && name.equals(that.name)
                && rowCount == that.rowCount
                && layout.equals(that.layout)
                && chunks.equals(that.chunks);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * file.hashCode() + prefix.hashCode()) + name.hashCode();
    }
}

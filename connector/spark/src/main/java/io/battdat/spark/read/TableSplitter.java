package io.battdat.spark.read;

import io.battdat.hdf5.ChunkIndex;
import io.battdat.hdf5.TableInfo;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Splits one table into ranges of whole chunks. */
final class TableSplitter {
    private final ListedFile file;
    private final TableInfo table;
    private final CellFacts cell;
    private final BlockHosts hosts;
    private final List<WeighedSplit> splits = new ArrayList<>();

    TableSplitter(ListedFile file, TableInfo table, CellFacts cell, BlockHosts hosts) {
        this.file = file;
        this.table = table;
        this.cell = cell;
        this.hosts = hosts;
    }

    /** Ranges of so many rows, rounded down to whole chunks; weighed by rows. */
    List<WeighedSplit> byRows(long rowsPerRange) throws IOException {
        long chunks = Math.max(1, rowsPerRange / table.chunkRows());
        long rows = chunks * table.chunkRows();
        for (long firstRow = 0; firstRow < table.rowCount(); firstRow += rows) {
            long endRow = Math.min(table.rowCount(), firstRow + rows);
            add(firstRow, endRow, endRow - firstRow);
        }
        return splits;
    }

    /** Ranges of so many stored bytes; weighed by them. Chunks never written weigh nothing. */
    List<WeighedSplit> byBytes(long bytesPerRange) throws IOException {
        ChunkIndex chunks = table.chunks();
        long firstRow = 0;
        long bytes = 0;
        for (int i = 0; i < chunks.size(); i++) {
            if (bytes > 0 && bytes + chunks.storedBytes(i) > bytesPerRange) {
                long endRow = chunks.number(i) * table.chunkRows();
                add(firstRow, endRow, bytes);
                firstRow = endRow;
                bytes = 0;
            }
            bytes += chunks.storedBytes(i);
        }
        if (firstRow < table.rowCount()) {
            add(firstRow, table.rowCount(), bytes);
        }
        return splits;
    }

    private void add(long firstRow, long endRow, long weight) throws IOException {
        TableInfo range = table.withChunksOf(firstRow, endRow);
        splits.add(new WeighedSplit(
                new Split.RowRange(file, range, cell, firstRow, endRow, hosts(range.chunks())), weight));
    }

    private List<String> hosts(ChunkIndex chunks) throws IOException {
        if (chunks.size() == 0) {
            return List.of();
        }
        int last = chunks.size() - 1;
        return hosts.storing(chunks.address(0), chunks.address(last) + chunks.storedBytes(last));
    }
}

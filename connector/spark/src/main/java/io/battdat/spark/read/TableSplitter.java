package io.battdat.spark.read;

import io.battdat.hdf5.ChunkIndex;
import io.battdat.hdf5.TableInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Splits one table into ranges of rows: of whole chunks, or as near to that as no cycle is cut. */
final class TableSplitter {
    /** Moves a cut, which is before the first row of a chunk, to where it may be: there or further on. */
    @FunctionalInterface
    interface Cuts {
        long move(long row) throws IOException;
    }

    private final FoundTable found;
    private final TableInfo table;
    private final BlockHosts hosts;
    private final Cuts cuts;

    /** @param found with all chunks, and the rows to read: ranges hold no others */
    TableSplitter(FoundTable found, BlockHosts hosts, Cuts cuts) {
        this.found = found;
        this.table = found.table();
        this.hosts = hosts;
        this.cuts = cuts;
    }

    /** Ranges of that size at most, unless a chunk or a cycle is larger. */
    List<Split.RowRange> split(SplitSize size) throws IOException {
        return size.rows() > 0 ? byRows(size.rows()) : byBytes(size.bytes());
    }

    /** Ranges of so many rows, rounded down to whole chunks. */
    private List<Split.RowRange> byRows(long rowsPerRange) throws IOException {
        List<Split.RowRange> ranges = new ArrayList<>();
        long chunks = Math.max(1, rowsPerRange / table.chunkRows());
        long firstRow = 0;
        while (firstRow < table.rowCount()) {
            long cut = (firstRow / table.chunkRows() + chunks) * table.chunkRows();
            long endRow = cut < table.rowCount() ? cuts.move(cut) : table.rowCount();
            addRange(firstRow, endRow, ranges);
            firstRow = endRow;
        }
        return ranges;
    }

    /** Ranges of so many stored bytes. */
    private List<Split.RowRange> byBytes(long bytesPerRange) throws IOException {
        List<Split.RowRange> ranges = new ArrayList<>();
        ChunkIndex chunks = table.chunks();
        long firstRow = 0;
        long bytes = 0;
        int i = 0;
        while (i < chunks.size()) {
            if (bytes > 0 && bytes + chunks.storedBytes(i) > bytesPerRange) {
                long endRow = cuts.move(chunks.number(i) * table.chunkRows());
                addRange(firstRow, endRow, ranges);
                firstRow = endRow;
                bytes = 0;
                // the same chunk, or the one that the end of the cycle is in, which both ranges read
                i = endRow < table.rowCount() ? chunks.firstFrom(endRow / table.chunkRows()) : chunks.size();
            } else {
                bytes += chunks.storedBytes(i++);
            }
        }
        if (firstRow < table.rowCount()) {
            addRange(firstRow, table.rowCount(), ranges);
        }
        return ranges;
    }

    private void addRange(long firstRow, long endRow, List<Split.RowRange> ranges) throws IOException {
        FoundTable range = found.within(firstRow, endRow);
        if (!range.runs().isEmpty()) {
            ranges.add(new Split.RowRange(range, hosts(range.table().chunks())));
        }
    }

    private List<String> hosts(ChunkIndex chunks) throws IOException {
        if (chunks.size() == 0) {
            return List.of();
        }
        int last = chunks.size() - 1;
        return hosts.storing(chunks.address(0), chunks.address(last) + chunks.storedBytes(last));
    }
}

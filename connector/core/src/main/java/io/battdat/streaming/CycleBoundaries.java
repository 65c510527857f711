package io.battdat.streaming;

import io.battdat.CorruptFileException;
import io.battdat.MissingTableException;
import io.battdat.UnsupportedFormatException;
import io.battdat.column.Column;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import io.battdat.io.SeekableInput;
import java.io.IOException;
import java.util.List;

/**
 * Finds the rows between which a table can be cut so that no cycle is: a cycle is a run of equal {@code cycle_number} in
 * file order. Reads that column only, and from the row asked about to the end of its cycle.
 */
public final class CycleBoundaries {
    /** Most chunks to look at in one go: a cycle may have more. */
    private static final int MAX_CHUNKS_AT_ONCE = 64;

    private final SeekableInput input;
    private final TableInfo table;
    private final int numberMember;

    /**
     * @param input the table's file; stays open
     * @throws MissingTableException if the table has no column {@code cycle_number}
     * @throws UnsupportedFormatException if that column has more than a single value in each row
     */
    public CycleBoundaries(SeekableInput input, TableInfo table) {
        this.input = input;
        this.table = table;
        this.numberMember = TableCycles.cycleNumberMember(table);
    }

    /**
     * The row after the last one of the cycle that a row is in; the table's row count if it is the last cycle.
     *
     * @throws CorruptFileException if a chunk is damaged
     * @throws IOException if storage fails
     */
    public long endOfCycle(long row) throws IOException {
        CycleNumber number = null;
        long firstRow = row;
        for (int chunks = 1; firstRow < table.rowCount(); chunks = Math.min(2 * chunks, MAX_CHUNKS_AT_ONCE)) {
            long endRow = Math.min(table.rowCount(), (firstRow / table.chunkRows() + chunks) * table.chunkRows());
            TableInfo part = table.withChunksOf(firstRow, endRow);
            try (TableReader reader = new TableReader(input, part, List.of(numberMember), firstRow, endRow)) {
                while (reader.next()) {
                    Column numbers = reader.column(0);
                    CycleNumber first = new CycleNumber(numbers.value(0));
                    if (number != null && !number.isSameAs(first)) {
                        return reader.firstRow();
                    }
                    int end = CycleRuns.endOfRun(numbers, 0, reader.rowCount());
                    if (end < reader.rowCount()) {
                        return reader.firstRow() + end;
                    }
                    number = first;
                }
            }
            firstRow = endRow;
        }
        return table.rowCount();
    }
}

package io.battdat.hdf5.zones;

import io.battdat.hdf5.ChunkIndex;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import io.battdat.io.SeekableInput;
import java.io.IOException;
import java.util.List;

/**
 * Finds the zones of a table by reading it, whatever it is stored with. Memory is constant in the size of the table.
 * Chunks that were never written are not gone through row by row: one row says what all of them hold.
 */
public final class TableScan {
    private final SeekableInput input;
    private final TableInfo table;
    private final ZoneGrid grid;
    /** Positions in the layout of the columns that have zones. */
    private final List<Integer> members;

    private final ZoneValues values;
    private final ColumnExtent[] extents;
    private final ColumnBits bits = new ColumnBits();
    /** The zone whose values {@link #extents} have; -1 for none. */
    private int zone = -1;

    private long storedBytesRead;

    private TableScan(SeekableInput input, TableInfo table, ZoneGrid grid, int firstZone, int endZone) {
        this.input = input;
        this.table = table;
        this.grid = grid;
        this.members =
                ZoneColumn.positions(table.layout()).subList(0, grid.columns().size());
        this.values =
                new ZoneValues(firstZone, endZone - firstZone, grid.columns().size());
        this.extents = new ColumnExtent[members.size()];
    }

    /**
     * What was found.
     *
     * @param storedBytesRead read from storage
     */
    public record Found(ZoneValues values, long storedBytesRead) {}

    /**
     * Scans some zones of a table.
     *
     * @param table with the chunks of these zones at least
     * @param grid of that table
     * @param endZone the zone after the last
     * @throws io.battdat.BattdatException if a chunk is damaged, or stored in a way that is not read
     * @throws IOException if storage fails
     */
    public static Found scan(SeekableInput input, TableInfo table, ZoneGrid grid, int firstZone, int endZone)
            throws IOException {
        TableScan scan = new TableScan(input, table, grid, firstZone, endZone);
        if (!scan.members.isEmpty() && firstZone < endZone) {
            scan.run(grid.firstRow(firstZone), grid.firstRow(endZone));
        }
        return new Found(scan.values, scan.storedBytesRead);
    }

    private void run(long firstRow, long endRow) throws IOException {
        ChunkIndex chunks = table.chunks();
        int chunkRows = table.chunkRows();
        long endChunk = (endRow + chunkRows - 1) / chunkRows;
        long chunk = firstRow / chunkRows;
        while (chunk < endChunk) {
            int stored = chunks.firstFrom(chunk);
            long next = stored < chunks.size() ? Math.min(endChunk, chunks.number(stored)) : endChunk;
            if (next > chunk) {
                addFill(chunk * chunkRows, Math.min(endRow, next * chunkRows));
                chunk = next;
                continue;
            }
            while (stored < chunks.size() && chunks.number(stored) == next && next < endChunk) {
                stored++;
                next++;
            }
            addRows(chunk * chunkRows, Math.min(endRow, next * chunkRows));
            chunk = next;
        }
        finishZone();
    }

    /** Rows that were never written are all the same. */
    private void addFill(long firstRow, long endRow) throws IOException {
        try (TableReader reader = new TableReader(input, table, members, firstRow, firstRow + 1)) {
            reader.next();
            for (int each = grid.zoneOf(firstRow); each <= grid.zoneOf(endRow - 1); each++) {
                enter(each);
                add(reader, 0, 1);
            }
        }
    }

    private void addRows(long firstRow, long endRow) throws IOException {
        try (TableReader reader = new TableReader(input, table, members, firstRow, endRow)) {
            while (reader.next()) {
                int from = 0;
                while (from < reader.rowCount()) {
                    int each = grid.zoneOf(reader.firstRow() + from);
                    int to = (int) Math.min(reader.rowCount(), grid.firstRow(each + 1) - reader.firstRow());
                    enter(each);
                    add(reader, from, to);
                    from = to;
                }
            }
            storedBytesRead += reader.storedBytesRead();
        }
    }

    private void enter(int next) {
        if (next != zone) {
            finishZone();
            zone = next;
            for (int column = 0; column < extents.length; column++) {
                extents[column] = new ColumnExtent(grid.columns().get(column).kind());
            }
        }
    }

    private void finishZone() {
        for (int column = 0; zone >= 0 && column < extents.length; column++) {
            ColumnExtent extent = extents[column];
            values.set(column, zone, extent.minimum(), extent.maximum(), extent.holdsNan(), extent.isAscending());
        }
    }

    private void add(TableReader reader, int from, int to) {
        for (int column = 0; column < extents.length; column++) {
            extents[column].add(bits.of(reader.column(column), from, to), from, to);
        }
    }
}

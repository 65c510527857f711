package io.battdat.hdf5.zones;

import io.battdat.hdf5.TableInfo;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How a table is cut into zones: each is a run of chunks, and of one chunk only unless the table has very many, so that
 * its zones take some megabytes at most.
 *
 * @param rowCount rows of the table
 * @param chunkRows rows in a chunk of it
 * @param chunksPerZone chunks in a zone, the last one possibly fewer
 * @param columns those that zones tell of
 */
public record ZoneGrid(long rowCount, int chunkRows, long chunksPerZone, List<ZoneColumn> columns)
        implements Serializable {
    /** Values of all zones and columns together. */
    private static final int MAX_VALUES = 1 << 20;

    public ZoneGrid {
        columns = List.copyOf(columns);
        if (rowCount < 0
                || chunkRows < 1
                || chunksPerZone < 1
                || chunksPerZone > Long.MAX_VALUE / Integer.MAX_VALUE
                || zones(rowCount, chunkRows, chunksPerZone) * Math.max(1, columns.size()) > MAX_VALUES
                || columns.size() > MAX_VALUES) {
            throw new IllegalArgumentException("zones of " + chunksPerZone + " chunks of " + chunkRows + " rows of "
                    + rowCount + ", with " + columns.size() + " columns");
        }
    }

    /** The zones of a table. */
    public static ZoneGrid of(TableInfo table) {
        List<ZoneColumn> columns = ZoneColumn.positions(table.layout()).stream()
                .map(position -> ZoneColumn.of(table.layout().members().get(position)))
                .limit(MAX_VALUES)
                .toList();
        long mostZones = MAX_VALUES / Math.max(1, columns.size());
        long chunksPerZone = Math.max(1, (table.chunkCount() + mostZones - 1) / mostZones);
        return new ZoneGrid(table.rowCount(), table.chunkRows(), chunksPerZone, columns);
    }

    private static long zones(long rowCount, int chunkRows, long chunksPerZone) {
        long chunks = rowCount / chunkRows + (rowCount % chunkRows == 0 ? 0 : 1);
        return chunks / chunksPerZone + (chunks % chunksPerZone == 0 ? 0 : 1);
    }

    public int zoneCount() {
        return (int) zones(rowCount, chunkRows, chunksPerZone);
    }

    /** The zone that a row is in. */
    int zoneOf(long row) {
        return zoneOfChunk(row / chunkRows);
    }

    /** The zone that a chunk is in. */
    public int zoneOfChunk(long chunk) {
        return (int) (chunk / chunksPerZone);
    }

    /** Position of a column by its name, which is all of its path: parts of structs have no zones. */
    OptionalInt column(List<String> path) {
        return path.size() != 1
                ? OptionalInt.empty()
                : IntStream.range(0, columns.size())
                        .filter(column -> columns.get(column).name().equals(path.get(0)))
                        .findFirst();
    }

    /** The row that a zone begins with; of the zone after the last, the number of rows. */
    public long firstRow(int zone) {
        return zone == zoneCount() ? rowCount : zone * chunksPerZone * chunkRows;
    }
}

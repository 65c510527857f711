package io.battdat.index;

import io.battdat.hdf5.zones.GridZones;
import io.battdat.hdf5.zones.ZoneGrid;
import io.battdat.hdf5.zones.ZoneValues;
import io.battdat.predicate.ColumnRanges;
import java.io.Serializable;

/**
 * What an index says of a table.
 *
 * @param prefix the group of its cell, as {@link io.battdat.hdf5.BattdatFile} spells prefixes
 * @param cell name of the cell; null if it could not be told
 * @param storedBytes of all chunks
 * @param structure {@linkplain TableStructure checksum} of how it is stored
 * @param summary all rows as one zone; meaningless for a table without rows
 * @param block where its zones are
 */
public record IndexedTable(
        String prefix,
        String name,
        String cell,
        long storedBytes,
        int structure,
        ZoneGrid grid,
        ZoneValues summary,
        Block block)
        implements Serializable {
    /** A part of an index file. */
    record Block(long position, int storedBytes, int rawBytes, int checksum) implements Serializable {}

    /** What is known of the columns in all rows; the table must have some. */
    public ColumnRanges ranges() {
        return GridZones.ranges(grid, summary, 0);
    }

    public long rowCount() {
        return grid.rowCount();
    }
}

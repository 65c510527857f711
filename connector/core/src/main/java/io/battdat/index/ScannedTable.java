package io.battdat.index;

import io.battdat.hdf5.zones.ZoneColumn;
import io.battdat.hdf5.zones.ZoneGrid;
import io.battdat.hdf5.zones.ZoneValues;
import java.io.Serializable;

/**
 * What a scan found out about a table, to be put into an index; see {@link IndexedTable}.
 *
 * @param zones all zones of the table, or some of them before they are put together
 */
public record ScannedTable(
        String prefix, String name, String cell, long storedBytes, int structure, ZoneGrid grid, ZoneValues zones)
        implements Serializable {

    /** The same table with these zones. */
    public ScannedTable withZones(ZoneValues others) {
        return new ScannedTable(prefix, name, cell, storedBytes, structure, grid, others);
    }

    /** All rows as one zone. */
    ZoneValues summary() {
        ZoneValues summary = new ZoneValues(0, 1, grid.columns().size());
        for (int column = 0; column < grid.columns().size(); column++) {
            ZoneColumn.Kind kind = grid.columns().get(column).kind();
            boolean nan = false;
            boolean ascending = true;
            long minimum = kind.largest();
            long maximum = kind.smallest();
            for (int zone = 0; zone < grid.zoneCount(); zone++) {
                nan |= zones.holdsNan(column, zone);
                ascending &= zones.isAscending(column, zone) && kind.compare(maximum, zones.minimum(column, zone)) <= 0;
                minimum = kind.smaller(minimum, zones.minimum(column, zone));
                maximum = kind.larger(maximum, zones.maximum(column, zone));
            }
            summary.set(column, 0, minimum, maximum, nan, ascending);
        }
        return summary;
    }
}

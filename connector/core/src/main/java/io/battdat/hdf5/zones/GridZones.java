package io.battdat.hdf5.zones;

import io.battdat.predicate.ColumnRanges;
import io.battdat.predicate.TableZones;
import io.battdat.predicate.ValueRange;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The zones of a table that were found by a scan.
 *
 * @param values all zones of the grid
 */
public record GridZones(ZoneGrid grid, ZoneValues values) implements TableZones, Serializable {
    @Override
    public ColumnRanges zone(long chunk) {
        return ranges(grid, values, grid.zoneOfChunk(chunk));
    }

    /** Zones of several chunks say little of each. */
    @Override
    public boolean areExact() {
        return grid.chunksPerZone() == 1;
    }

    /** What is known of the columns in one zone. */
    public static ColumnRanges ranges(ZoneGrid grid, ZoneValues values, int zone) {
        return new ColumnRanges() {
            @Override
            public Optional<ValueRange> range(List<String> path) {
                return grid.column(path).stream()
                        .mapToObj(column -> grid.columns()
                                .get(column)
                                .kind()
                                .range(
                                        values.minimum(column, zone),
                                        values.maximum(column, zone),
                                        values.holdsNan(column, zone)))
                        .findFirst();
            }

            @Override
            public boolean ascends(List<String> path) {
                return grid.column(path).stream().anyMatch(column -> values.isAscending(column, zone));
            }
        };
    }
}

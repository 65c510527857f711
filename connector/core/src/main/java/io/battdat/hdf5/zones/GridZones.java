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

    /** What is known of the columns in one zone. */
    public static ColumnRanges ranges(ZoneGrid grid, ZoneValues values, int zone) {
        return path -> range(grid, values, zone, path);
    }

    private static Optional<ValueRange> range(ZoneGrid grid, ZoneValues values, int zone, List<String> path) {
        for (int column = 0; path.size() == 1 && column < grid.columns().size(); column++) {
            ZoneColumn named = grid.columns().get(column);
            if (named.name().equals(path.get(0))) {
                return Optional.of(named.kind()
                        .range(
                                values.minimum(column, zone),
                                values.maximum(column, zone),
                                values.holdsNan(column, zone)));
            }
        }
        return Optional.empty();
    }
}

package io.battdat.spark.read;

import io.battdat.hdf5.TableInfo;
import io.battdat.predicate.ColumnRanges;
import io.battdat.predicate.TableZones;
import io.battdat.predicate.Value;
import io.battdat.predicate.ValueRange;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is proven of the order of some rows: the columns of which no value is smaller than the one before it, and none is
 * NaN. The proof is the zone of each chunk: values ascend in it, and it begins no lower than the chunk before it ends. That
 * a column schema calls a column monotonic proves nothing.
 *
 * @param ascending smallest and largest value of each such column, by the column's name in the query
 */
record RowOrder(Map<String, ValueRange> ascending) implements Serializable {
    static final RowOrder UNKNOWN = new RowOrder(Map.of());

    /**
     * Proves the order of rows of a table.
     *
     * @param stored names that the table stores columns under, by their names in the query
     * @param endRow the row after the last; greater than {@code firstRow}
     */
    static RowOrder of(TableZones zones, TableInfo table, Map<String, String> stored, long firstRow, long endRow)
            throws IOException {
        RowOrder order = null;
        long endChunk = (endRow - 1) / table.chunkRows() + 1;
        for (long chunk = firstRow / table.chunkRows(); chunk < endChunk; chunk++) {
            RowOrder next = ofChunk(zones.zone(chunk), stored);
            order = order == null ? next : order.then(next);
            if (order.ascending.isEmpty()) {
                return UNKNOWN;
            }
        }
        return order;
    }

    private static RowOrder ofChunk(ColumnRanges zone, Map<String, String> stored) {
        Map<String, ValueRange> ascending = new HashMap<>();
        stored.forEach((name, column) -> {
            List<String> path = List.of(column);
            if (zone.ascends(path)) {
                zone.range(path).ifPresent(range -> ascending.put(name, range));
            }
        });
        return new RowOrder(ascending);
    }

    /** The order of these rows and others after them. */
    RowOrder then(RowOrder next) {
        Map<String, ValueRange> both = new HashMap<>();
        ascending.forEach((name, range) -> {
            ValueRange after = next.ascending.get(name);
            if (after != null && isInOrder(range.maximum(), after.minimum())) {
                both.put(name, new ValueRange(range.minimum(), after.maximum(), false));
            }
        });
        return new RowOrder(both);
    }

    /** The columns that ascend in each of some lists of rows. */
    static Set<String> ascendingInEach(List<List<WeighedSplit>> partitions) {
        Set<String> common = null;
        for (List<WeighedSplit> splits : partitions) {
            Set<String> names = splits.stream()
                    .map(WeighedSplit::order)
                    .reduce(RowOrder::then)
                    .map(order -> order.ascending.keySet())
                    .orElseThrow();
            if (common == null) {
                common = new HashSet<>(names);
            } else {
                common.retainAll(names);
            }
        }
        return common == null ? Set.of() : common;
    }

    /** Files may store a column in types that do not compare exactly; then nothing is proven. */
    private static boolean isInOrder(Value last, Value first) {
        return last.getClass() == first.getClass() && last.compare(first) <= 0;
    }
}

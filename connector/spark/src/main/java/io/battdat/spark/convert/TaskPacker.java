package io.battdat.spark.convert;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** Packs work into groups by size: units into tasks, and cells into files. */
final class TaskPacker {
    /** What opening a file costs, as bytes of reading; Spark's default for its own files. */
    static final long OPEN_COST_BYTES = 4 << 20;

    private TaskPacker() {}

    /**
     * Neighbours go together as long as they fit.
     *
     * @param mostBytes of a group, unless one item alone has more
     * @param mostItems of a group
     */
    static <T> List<List<T>> neighbours(List<T> items, ToLongFunction<T> bytes, long mostBytes, int mostItems) {
        List<List<T>> groups = new ArrayList<>();
        List<T> group = new ArrayList<>();
        long size = 0;
        for (T item : items) {
            long next = bytes.applyAsLong(item);
            if (!group.isEmpty() && (size + next > mostBytes || group.size() == mostItems)) {
                groups.add(group);
                group = new ArrayList<>();
                size = 0;
            }
            group.add(item);
            size += next;
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    /**
     * Tasks of about the same size, the large ones first, so that none is left alone at the end.
     *
     * @param cores tasks that run at once
     */
    static List<List<Unit>> tasks(List<Unit> units, int cores, long mostBytes, int mostUnits) {
        long total = units.stream().mapToLong(TaskPacker::cost).sum();
        long even = Math.max(OPEN_COST_BYTES, total / Math.max(1, cores));
        List<Unit> largestFirst = units.stream()
                .sorted(Comparator.comparingLong(TaskPacker::cost).reversed().thenComparing(Unit::target))
                .toList();
        return neighbours(largestFirst, TaskPacker::cost, Math.min(mostBytes, even), mostUnits);
    }

    private static long cost(Unit unit) {
        return unit.bytes() + OPEN_COST_BYTES;
    }
}

package io.battdat.spark.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Puts splits into partitions: lists of splits that one task reads one after the other.
 *
 * @param capacity weight that a partition has at most, unless one split has more
 * @param openCost weight of a split beside its own
 */
record PartitionPacking(long capacity, long openCost) {
    private static final Comparator<WeighedSplit> LARGEST_FIRST =
            Comparator.comparingLong(WeighedSplit::weight).reversed();
    private static final Comparator<WeighedSplit> BY_FILE =
            Comparator.comparing(split -> split.split().file().path());

    /**
     * All together: in the order of files and rows, or the largest first, as Spark packs files; then splits of equal
     * weight stay in their order.
     */
    List<List<WeighedSplit>> pack(List<WeighedSplit> splits, boolean inOrder) {
        List<WeighedSplit> sorted = new ArrayList<>(splits);
        sorted.sort(inOrder ? BY_FILE : LARGEST_FIRST);
        return fill(sorted);
    }

    /** Each key by itself, in the order of files and rows. */
    List<List<WeighedSplit>> byKey(List<WeighedSplit> splits) {
        Map<InternalRow, List<WeighedSplit>> groups = new LinkedHashMap<>();
        for (WeighedSplit split : splits) {
            groups.computeIfAbsent(split.key(), key -> new ArrayList<>()).add(split);
        }
        return groups.values().stream()
                .flatMap(group -> pack(group, true).stream())
                .toList();
    }

    /** Fills one partition after the other (Spark: "next fit"). */
    private List<List<WeighedSplit>> fill(List<WeighedSplit> splits) {
        List<List<WeighedSplit>> partitions = new ArrayList<>();
        List<WeighedSplit> current = new ArrayList<>();
        long weight = 0;
        for (WeighedSplit split : splits) {
            // the comparison is written so that it cannot overflow with a capacity without bound
            if (!current.isEmpty() && weight > capacity - split.weight()) {
                partitions.add(current);
                current = new ArrayList<>();
                weight = 0;
            }
            current.add(split);
            weight += split.weight() + openCost;
        }
        if (!current.isEmpty()) {
            partitions.add(current);
        }
        return partitions;
    }
}

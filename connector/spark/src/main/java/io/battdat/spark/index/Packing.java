package io.battdat.spark.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** Spark's way of filling partitions: the largest first, one partition after the other ("next fit decreasing"). */
final class Packing {
    private Packing() {}

    /** @param itemCost what each item costs beside its weight */
    static <T> List<List<T>> pack(List<T> items, ToLongFunction<T> weight, long capacity, long itemCost) {
        List<T> sorted = new ArrayList<>(items);
        sorted.sort(Comparator.comparingLong(weight).reversed());
        List<List<T>> partitions = new ArrayList<>();
        List<T> current = new ArrayList<>();
        long filled = 0;
        for (T item : sorted) {
            if (!current.isEmpty() && filled + weight.applyAsLong(item) > capacity) {
                partitions.add(current);
                current = new ArrayList<>();
                filled = 0;
            }
            current.add(item);
            filled += weight.applyAsLong(item) + itemCost;
        }
        if (!current.isEmpty()) {
            partitions.add(current);
        }
        return partitions;
    }
}

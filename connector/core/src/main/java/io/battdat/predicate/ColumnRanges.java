package io.battdat.predicate;

import java.util.List;
import java.util.Optional;

/** What is known of the columns of some rows, such as those of a chunk. */
@FunctionalInterface
public interface ColumnRanges {
    /** Nothing is known. */
    ColumnRanges UNKNOWN = column -> Optional.empty();

    /**
     * What is known of a column; empty if nothing is. No value of a column that is stored is null.
     *
     * @param column the column's name; of a part of a struct the names of what it is in before it
     */
    Optional<ValueRange> range(List<String> column);

    /**
     * Whether it is known that no value of a column is smaller than that of the row before it, and none is NaN.
     *
     * @param column as in {@link #range}
     */
    default boolean ascends(List<String> column) {
        return false;
    }
}

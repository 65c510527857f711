package io.battdat.predicate;

import java.io.IOException;

/** What is known of the values in each chunk of a table without decoding it. */
@FunctionalInterface
public interface TableZones {
    /** Nothing is known of any chunk. */
    TableZones NONE = chunk -> ColumnRanges.UNKNOWN;

    /**
     * What is known of one chunk, true of what is stored now.
     *
     * @param chunk its number in the table
     * @throws IOException if storage fails
     */
    ColumnRanges zone(long chunk) throws IOException;

    /** Whether the ends of ranges are values of the very chunk, and NaN is told only where it occurs. */
    default boolean areExact() {
        return false;
    }
}

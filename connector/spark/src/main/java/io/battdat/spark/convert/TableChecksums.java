package io.battdat.spark.convert;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a table holds, to compare it with another.
 *
 * @param columns checksum by column, in order; empty where only rows were counted
 */
record TableChecksums(long rows, LinkedHashMap<String, String> columns) implements Serializable {
    /** What differs from another table, in words; empty if nothing does. */
    Optional<String> difference(TableChecksums other) {
        if (rows != other.rows) {
            return Optional.of(other.rows + " rows, not " + rows);
        }
        if (other.columns.isEmpty()) {
            return Optional.empty();
        }
        if (!columns.keySet().equals(other.columns.keySet())) {
            return Optional.of("columns " + other.columns.keySet() + ", not " + columns.keySet());
        }
        for (Map.Entry<String, String> column : columns.entrySet()) {
            String found = other.columns.get(column.getKey());
            if (!found.equals(column.getValue())) {
                return Optional.of("other values in column " + column.getKey() + " (checksum " + found + ", not "
                        + column.getValue() + ")");
            }
        }
        return Optional.empty();
    }
}

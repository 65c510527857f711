package io.battdat.spark.convert;

import java.io.Serializable;
import java.util.Set;

/**
 * What of a source is taken.
 *
 * @param prefix the one cell; null for all
 * @param tables names; empty for all
 * @param withoutColumns names of columns to leave out, of every table
 */
record SourceSelection(String prefix, Set<String> tables, Set<String> withoutColumns) implements Serializable {
    /** All there is. */
    static final SourceSelection ALL = new SourceSelection(null, Set.of(), Set.of());

    boolean takesCell(String cellPrefix) {
        return prefix == null || prefix.equals(cellPrefix);
    }

    boolean takesTable(String table) {
        return tables.isEmpty() || tables.contains(table);
    }

    boolean takesColumn(String column) {
        return !withoutColumns.contains(column);
    }
}

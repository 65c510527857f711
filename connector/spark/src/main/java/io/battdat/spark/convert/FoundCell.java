package io.battdat.spark.convert;

import java.io.Serializable;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A cell of a source.
 *
 * @param prefix its group in the file, {@code /} for the root and for files of one cell
 * @param metadataName its name by its battery metadata; null for none
 * @param rows by table; -1 where they are not known before the file has been read
 */
record FoundCell(String prefix, String name, String metadataName, Map<String, Long> rows) implements Serializable {
    /** Of a table whose rows are not counted before it has been read. */
    static final long UNKNOWN = -1;

    /** Rows of all tables; empty if those of one are not known. */
    OptionalLong rowCount() {
        return rows.containsValue(UNKNOWN)
                ? OptionalLong.empty()
                : OptionalLong.of(
                        rows.values().stream().mapToLong(Long::longValue).sum());
    }
}

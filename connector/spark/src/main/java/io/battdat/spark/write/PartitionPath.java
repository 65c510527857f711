package io.battdat.spark.write;

import io.battdat.spark.files.EscapedName;
import java.util.ArrayList;
import java.util.List;

/** Hive-style directories: {@code year=2024/site=A}. */
final class PartitionPath {
    /** What Hive and Spark write for null, and for an empty text. */
    private static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    private PartitionPath() {}

    /**
     * The directory of some values; empty without any.
     *
     * @param values as text, null for null
     */
    static String of(List<String> columns, List<String> values) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String value = values.get(i);
            parts.add(EscapedName.escape(columns.get(i)) + "="
                    + (value == null || value.isEmpty() ? NULL : EscapedName.escape(value)));
        }
        return String.join("/", parts);
    }
}

package io.battdat.hdf5.write;

import io.battdat.hdf5.ElementType;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The values of an enum by their labels. */
final class EnumValues {
    /** Labels that {@link #toString} lists. */
    private static final int LISTED = 10;

    private final Map<String, Long> values = new HashMap<>();
    private final String listed;

    EnumValues(ElementType.Enumeration type) {
        type.labels().forEach((value, label) -> values.put(label, value));
        this.listed =
                String.join(", ", type.labels().values().stream().limit(LISTED).toList())
                        + (type.labels().size() > LISTED ? ", …" : "");
    }

    /** The value of a label; empty if the enum does not know it. */
    OptionalLong of(String label) {
        Long value = values.get(label);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** What is wrong with a text that is none of the labels, and what to do. */
    String problem(String label) {
        return "'" + label + "' is none of the labels of the column's enum (" + listed
                + "). Write one of them, or copy the table, which makes the column one of texts";
    }
}

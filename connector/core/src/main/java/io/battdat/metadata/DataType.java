package io.battdat.metadata;

import java.util.Arrays;
import java.util.Optional;

/** What a column holds, as a column schema says it. */
public enum DataType {
    FLOAT("float"),
    INTEGER("integer"),
    /** How a step is driven, such as {@code constant_current}. */
    CONTROL("control"),
    /** Whether the cell is charging, discharging or at rest. */
    STATE("state"),
    OTHER("other");

    static final String CHOICES = "float, integer, control, state or other";

    private final String jsonText;

    DataType(String jsonText) {
        this.jsonText = jsonText;
    }

    /** The text that stands for this type in JSON. */
    public String jsonText() {
        return jsonText;
    }

    /** The type that a text stands for, if it does. */
    public static Optional<DataType> ofJsonText(String text) {
        return Arrays.stream(values())
                .filter(type -> type.jsonText.equals(text))
                .findFirst();
    }
}

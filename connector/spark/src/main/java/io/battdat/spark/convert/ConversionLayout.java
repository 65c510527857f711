package io.battdat.spark.convert;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the cells of an archive are spread over files of the target. */
public enum ConversionLayout {
    /** As they are: a file for each source, in the same place below the target. */
    SAME("same"),
    /** A file for each cell, named after it. */
    FILE_PER_CELL("file-per-cell"),
    /** Many cells in a file, each in a group of its name. */
    PREFIX_PER_CELL("prefix-per-cell");

    private final String text;

    ConversionLayout(String text) {
        this.text = text;
    }

    /** The name by which options know it. */
    public String text() {
        return text;
    }

    /** The layout of that name; empty if there is none. */
    public static Optional<ConversionLayout> of(String text) {
        return Arrays.stream(values())
                .filter(layout -> layout.text.equalsIgnoreCase(text.trim()))
                .findFirst();
    }

    /** All names, for messages. */
    public static String choices() {
        return Arrays.stream(values()).map(ConversionLayout::text).collect(Collectors.joining(", "));
    }
}

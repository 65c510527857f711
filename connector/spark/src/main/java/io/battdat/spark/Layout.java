package io.battdat.spark;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the rows of a write are laid out in files. */
public enum Layout {
    /** Each partition of the DataFrame becomes a file, whose rows are of one cell, or of no cell in particular. */
    FILE_PER_PARTITION("file-per-partition"),
    /** Each cell has a file of its own. */
    FILE_PER_CELL("file-per-cell"),
    /** Many cells in a file, each in a group of its name. */
    PREFIX_PER_CELL("prefix-per-cell");

    private final String text;

    Layout(String text) {
        this.text = text;
    }

    /** Whether rows are kept apart by the cell that they belong to. */
    public boolean hasCells() {
        return this != FILE_PER_PARTITION;
    }

    /** The text that stands for it in options. */
    public String text() {
        return text;
    }

    static Optional<Layout> of(String text) {
        return Arrays.stream(values())
                .filter(layout -> layout.text.equalsIgnoreCase(text.trim()))
                .findFirst();
    }

    static String choices() {
        return Arrays.stream(values()).map(Layout::text).collect(Collectors.joining(", "));
    }
}

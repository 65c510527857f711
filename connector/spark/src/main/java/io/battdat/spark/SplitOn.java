package io.battdat.spark;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a table may be cut into partitions. */
public enum SplitOn {
    /** Between any two chunks. */
    ROWS("rows"),
    /** Where a cycle ends: no run of equal {@code cycle_number} is cut. */
    CYCLE("cycle");

    private final String text;

    SplitOn(String text) {
        this.text = text;
    }

    static Optional<SplitOn> of(String text) {
        return Arrays.stream(values())
                .filter(choice -> choice.text.equalsIgnoreCase(text.trim()))
                .findFirst();
    }

    static String choices() {
        return Arrays.stream(values()).map(choice -> choice.text).collect(Collectors.joining(" or "));
    }
}

package io.battdat.convert;

import java.nio.charset.StandardCharsets;

/** How a cycler drives a cell, with battdat's texts ({@code ControlMethod} in battdat/schemas/column.py). */
public enum ControlMethod {
    /** A rest of less than 30 s. */
    SHORT_REST("short_rest"),
    REST("rest"),
    /** Less than 30 s and fewer than five rows of charge or discharge. */
    SHORT_NONREST("short_nonrest"),
    /** Less than 30 s, in five rows or more. */
    PULSE("pulse"),
    CONSTANT_CURRENT("constant_current"),
    CONSTANT_VOLTAGE("constant_voltage"),
    CONSTANT_POWER("constant_power"),
    /** 30 s or more in fewer than five rows. */
    UNKNOWN("unknown"),
    OTHER("other");

    private final String text;
    private final byte[] bytes;

    ControlMethod(String text) {
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The value of the column {@code method}. */
    public String text() {
        return text;
    }

    byte[] bytes() {
        return bytes;
    }
}

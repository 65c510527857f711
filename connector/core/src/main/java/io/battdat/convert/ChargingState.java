package io.battdat.convert;

import java.nio.charset.StandardCharsets;

/** What a cell does, with the texts that battdat has for it ({@code ChargingState} in battdat/schemas/column.py). */
public enum ChargingState {
    CHARGING("charging"),
    RESTING("resting"),
    DISCHARGING("discharging"),
    UNKNOWN("unknown");

    private final String text;
    private final byte[] bytes;

    ChargingState(String text) {
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The value of the column {@code state}. */
    public String text() {
        return text;
    }

    byte[] bytes() {
        return bytes;
    }
}

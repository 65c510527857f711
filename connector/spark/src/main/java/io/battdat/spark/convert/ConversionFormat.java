package io.battdat.spark.convert;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A form that an archive can have. */
public enum ConversionFormat {
    /** battdat's HDF5 files, of any release. */
    BATTDAT("battdat"),
    /** battdat's Parquet convention: a directory for each cell, in it a file for each table. */
    PARQUET("parquet");

    private final String text;

    ConversionFormat(String text) {
        this.text = text;
    }

    /** The name by which options know it. */
    public String text() {
        return text;
    }

    /** The format of that name; empty if there is none. */
    public static Optional<ConversionFormat> of(String text) {
        return Arrays.stream(values())
                .filter(format -> format.text.equalsIgnoreCase(text.trim()))
                .findFirst();
    }

    /** All names, for messages. */
    public static String choices() {
        return Arrays.stream(values()).map(ConversionFormat::text).collect(Collectors.joining(", "));
    }
}

package io.battdat.spark.convert;

import io.battdat.convert.VendorFormat;
import io.battdat.convert.VendorFormats;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A form that an archive can have. */
public enum ConversionFormat {
    /** battdat's HDF5 files, of any release. */
    BATTDAT("battdat"),
    /** battdat's Parquet convention: a directory for each cell, in it a file for each table. */
    PARQUET("parquet"),
    /** Arbin's CSV files; read only. */
    ARBIN(VendorFormats.ARBIN),
    /** MACCOR's text files, {@code .001} and on; read only. */
    MACCOR(VendorFormats.MACCOR),
    /** CSV files of the Battery Data Hub; read only. */
    BATTERY_DATA_HUB(VendorFormats.BATTERY_DATA_HUB),
    /** CSV files of Battery Archive: read as they are downloaded, and written as they are handed in. */
    BATTERY_ARCHIVE(VendorFormats.BATTERY_ARCHIVE);

    private final String text;
    private final VendorFormat vendor;

    ConversionFormat(String text) {
        this.text = text;
        this.vendor = null;
    }

    ConversionFormat(VendorFormat vendor) {
        this.text = vendor.name();
        this.vendor = vendor;
    }

    /** What reads a vendor's files; empty of formats that are written, too. */
    Optional<VendorFormat> vendor() {
        return Optional.ofNullable(vendor);
    }

    /** Whether archives can be converted to it. */
    public boolean isWritten() {
        return vendor == null || this == BATTERY_ARCHIVE;
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

    /** The names of those that are written, for messages. */
    public static String targets() {
        return Arrays.stream(values())
                .filter(ConversionFormat::isWritten)
                .map(ConversionFormat::text)
                .collect(Collectors.joining(", "));
    }

    /** All names, for messages. */
    public static String choices() {
        return Arrays.stream(values()).map(ConversionFormat::text).collect(Collectors.joining(", "));
    }
}

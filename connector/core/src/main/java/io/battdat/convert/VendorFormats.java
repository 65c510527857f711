package io.battdat.convert;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that are read. */
public final class VendorFormats {
    public static final VendorFormat ARBIN = new ArbinFormat();
    public static final VendorFormat MACCOR = new MaccorFormat();
    public static final VendorFormat BATTERY_DATA_HUB = new BatteryDataHubFormat();
    public static final VendorFormat BATTERY_ARCHIVE = new BatteryArchiveFormat();

    /** All formats; those whose file names say most come first. */
    public static final List<VendorFormat> ALL = List.of(BATTERY_DATA_HUB, BATTERY_ARCHIVE, MACCOR, ARBIN);

    private VendorFormats() {}

    /** @throws IllegalArgumentException if there is none of that name; the message lists the names */
    public static VendorFormat named(String name) {
        return ALL.stream()
                .filter(format -> format.name().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no vendor format " + name + ". Use one of "
                        + ALL.stream().map(VendorFormat::name).collect(Collectors.joining(", "))));
    }

    /** The format of a file, by its name and its first lines; empty if it is of none. */
    public static Optional<VendorFormat> recognise(SourceFile file) throws IOException {
        for (VendorFormat format : ALL) {
            if (format.recognises(file)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}

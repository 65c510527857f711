package io.battdat.convert;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that are read. */
public final class VendorFormats {
    /** CSV exports of Arbin cyclers ({@code ArbinReader} in battdat/io/arbin.py): each file is a cell. */
    public static final VendorFormat ARBIN = new DelimitedFormat(
            "arbin",
            new FileNames("(.+)\\.csv"),
            Comparator.naturalOrder(),
            FieldReader::openCsv,
            file -> ArbinReader.COLUMNS,
            (cell, options) -> new ArbinReader(cell));

    /**
     * ASCII exports of MACCOR cyclers ({@code MACCORReader} in battdat/io/maccor.py): {@code <cell>.001},
     * {@code <cell>.002}, … are one cell.
     */
    public static final VendorFormat MACCOR = new DelimitedFormat(
            "maccor",
            new FileNames("(.+)\\.(\\d{3,})"),
            Comparator.comparing(BigInteger::new),
            MaccorReader::fields,
            file -> MaccorReader.COLUMNS,
            MaccorReader::new);

    /**
     * CSV files of Battery Data Hub, batterydata.energy.gov ({@code BDReader} in battdat/io/batterydata.py): a cell is
     * {@code <cell>-raw.csv}, {@code <cell>-summary.csv}, or both.
     */
    public static final VendorFormat BATTERY_DATA_HUB = new DelimitedFormat(
            "batterydata",
            BatteryDataHubReader.NAMES,
            Comparator.naturalOrder(),
            FieldReader::openCsv,
            BatteryDataHubReader::columns,
            BatteryDataHubReader::new);

    /**
     * CSV files as Battery Archive, batteryarchive.org, offers them: a cell is {@code <cell>_timeseries.csv},
     * {@code <cell>_cycle_data.csv}, or both. battdat writes for that archive, and has no reader of these.
     */
    public static final VendorFormat BATTERY_ARCHIVE = new DelimitedFormat(
            "batteryarchive",
            BatteryArchiveReader.NAMES,
            Comparator.reverseOrder(),
            FieldReader::openCsv,
            BatteryArchiveReader::columns,
            BatteryArchiveReader::new);

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

package io.battdat.spark.convert;

import io.battdat.spark.SourceOption;
import java.util.Arrays;
import java.util.Optional;

/** The options of {@code battdat-convert}; also the source of the table of them in README.md. */
public enum ConvertOption implements SourceOption {
    FROM(
            "--from",
            "PATH",
            "needed",
            "A file, a directory with all that is in it, or a glob; may be given several times."),
    TO(
            "--to",
            "DIRECTORY",
            "needed",
            "The directory to convert to; the source itself to replace files, with `--overwrite`."),
    FROM_FORMAT("--from-format", "FORMAT", "battdat", "What the sources are: FORMATS."),
    TO_FORMAT("--to-format", "FORMAT", "battdat", "What to make of them: TARGETS."),
    LAYOUT(
            "--layout",
            "LAYOUT",
            "same",
            "`same`: a file for each source; `file-per-cell`; `prefix-per-cell`: many cells in a file, each in a group of"
                    + " its name."),
    FILE_SIZE("--file-size", "MIB", "256", "With `prefix-per-cell`: about how many MiB of sources go to one file."),
    TABLES("--tables", "NAME,…", "all", "The tables to take."),
    WITHOUT_COLUMNS("--without-columns", "NAME,…", "none", "Columns to leave out, of every table that has them."),
    DERIVE("--derive", "TABLE", "none", "`cycle_stats`: compute it from `raw_data` for cells that do not have it."),
    STORE_ALL("--store-all", null, "no", "Keep columns of vendors' files that have no place in battdat's schema."),
    TIME_ZONE(
            "--time-zone",
            "ZONE",
            "UTC",
            "Where the cycler's clock stood: vendors' files, and those for Battery Archive, hold local times."),
    IGNORE_TIME("--ignore-time", null, "no", "Leave the clock times of MACCOR files out."),
    MACCOR_STATES(
            "--maccor-states",
            "HOW",
            "as-battdat",
            "What becomes of the states of MACCOR files: `as-battdat` makes of them what battdat does, `unknown`;"
                    + " `from-file` what they say."),
    COMPLEVEL("--complevel", "0-9", "5", "How much HDF5 tables are compressed: 0 not at all, 1 fast, 9 small."),
    COMPLIB("--complib", "NAME", "zlib", "The compressor of HDF5 tables."),
    CHUNK_ROWS("--chunk-rows", "ROWS", "by PyTables' rule of thumb", "Rows in a chunk of HDF5 tables."),
    CODEC("--codec", "NAME", "snappy", "The compressor of Parquet files: `snappy`, `zstd`, `gzip` or `uncompressed`."),
    RESUME("--resume", null, "no", "Go on with a conversion to the same directory that was cut off."),
    OVERWRITE("--overwrite", null, "no", "Replace files of the same names; others stay."),
    NO_VERIFY("--no-verify", null, "no", "Do not read targets again to compare them with their sources."),
    DRY_RUN("--dry-run", null, "no", "Print the report of what would be done, and touch nothing."),
    REPORT("--report", "PATH", "none", "Where to put a copy of the report, on any file system."),
    PROGRESS(
            "--progress",
            "HOW",
            "auto",
            "`bar`, `lines` or `none`; `auto` is a bar on a terminal, and lines elsewhere."),
    HELP("--help", null, "", "Print this.");

    private final String key;
    private final String argument;
    private final String defaultValue;
    private final String description;

    ConvertOption(String key, String argument, String defaultValue, String description) {
        this.key = key;
        this.argument = argument;
        this.defaultValue = defaultValue;
        this.description = description
                .replace("FORMATS", ConversionFormat.choices())
                .replace("TARGETS", ConversionFormat.targets());
    }

    static Optional<ConvertOption> of(String key) {
        return Arrays.stream(values()).filter(option -> option.key.equals(key)).findFirst();
    }

    boolean takesArgument() {
        return argument != null;
    }

    /** The option with its argument, as help shows it. */
    String usage() {
        return argument == null ? key : key + " " + argument;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String defaultValue() {
        return defaultValue;
    }

    @Override
    public String description() {
        return description;
    }
}

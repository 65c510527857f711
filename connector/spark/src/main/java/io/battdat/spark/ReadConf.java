package io.battdat.spark;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * What a read was asked for: its options, typed, with the session's settings behind them.
 *
 * <p>An option wins over the session's setting of the same meaning. Options about which files to list are
 * {@link io.battdat.spark.files.ListingOptions}.
 *
 * @param table name of the table
 * @param prefix the one cell to read, as {@link BattdatFile} spells prefixes; null for every cell
 * @param cellColumn name of the column with the cell's name; null for none
 * @param metadataColumn name of the column with the battery metadata; null for none
 * @param rowsPerPartition rows to aim at; 0 to split by stored bytes
 */
public record ReadConf(
        String table,
        String prefix,
        String cellColumn,
        String metadataColumn,
        long rowsPerPartition,
        boolean ignoreCorruptFiles,
        boolean ignoreMissingFiles,
        boolean caseSensitive)
        implements Serializable {

    /** Reads and checks the options. */
    public static ReadConf of(CaseInsensitiveStringMap options, SQLConf session) {
        return new ReadConf(
                table(options),
                text(options, ReadOption.PREFIX).map(ReadConf::normalizePrefix).orElse(null),
                text(options, ReadOption.CELL_COLUMN).orElse(null),
                text(options, ReadOption.METADATA_COLUMN).orElse(null),
                positive(options, ReadOption.ROWS_PER_PARTITION).orElse(0),
                flag(options, ReadOption.IGNORE_CORRUPT_FILES).orElseGet(session::ignoreCorruptFiles),
                flag(options, ReadOption.IGNORE_MISSING_FILES).orElseGet(session::ignoreMissingFiles),
                session.caseSensitiveAnalysis());
    }

    private static String table(CaseInsensitiveStringMap options) {
        String table = text(options, ReadOption.TABLE).orElse(BattdatFile.RAW_DATA);
        if (table.contains("/")) {
            throw new BattdatException("option table: " + table + " is a path; give the group as option prefix, and the"
                    + " table's own name as option table");
        }
        return table;
    }

    private static String normalizePrefix(String prefix) {
        String path = prefix.replaceAll("^/+|/+$", "");
        return path.isEmpty() ? BattdatFile.ROOT : path;
    }

    private static Optional<String> text(CaseInsensitiveStringMap options, ReadOption option) {
        String value = options.get(option.key());
        if (value != null && value.isEmpty()) {
            throw new BattdatException("option " + option.key() + " is empty; leave it out or give it a value");
        }
        return Optional.ofNullable(value);
    }

    private static OptionalLong positive(CaseInsensitiveStringMap options, ReadOption option) {
        Optional<String> text = text(options, option);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long value = Long.parseLong(text.get().trim());
            if (value > 0) {
                return OptionalLong.of(value);
            }
        } catch (NumberFormatException e) {
            // reported below, as a number out of range is
        }
        throw new BattdatException(
                "option " + option.key() + ": expected a whole number above zero, found " + text.get());
    }

    private static Optional<Boolean> flag(CaseInsensitiveStringMap options, ReadOption option) {
        return text(options, option).map(value -> switch (value.trim().toLowerCase(java.util.Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new BattdatException("option " + option.key() + ": expected true or false, found " + value);
        });
    }
}

package io.battdat.spark;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The values of options, checked and typed. Every error names the option and says what it takes. */
record OptionValues(CaseInsensitiveStringMap options) {
    Optional<String> text(SourceOption option) {
        String value = options.get(option.key());
        if (value != null && value.isEmpty()) {
            throw new BattdatException("option " + option.key() + " is empty; leave it out or give it a value");
        }
        return Optional.ofNullable(value);
    }

    /**
     * The name of a table, by default {@code raw_data}.
     *
     * @param whereGroupsGo what names the group of a cell, for the message
     */
    String table(SourceOption option, String whereGroupsGo) {
        String table = text(option).orElse(BattdatFile.RAW_DATA);
        if (table.contains("/")) {
            throw new BattdatException("option " + option.key() + ": " + table
                    + " is a path; give the table's own name, and " + whereGroupsGo);
        }
        return table;
    }

    OptionalLong positive(SourceOption option) {
        return whole(option, 1, Long.MAX_VALUE, "a whole number above zero");
    }

    /**
     * A whole number.
     *
     * @param expected what the option takes, for the message
     */
    OptionalLong whole(SourceOption option, long smallest, long largest, String expected) {
        Optional<String> text = text(option);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long value = Long.parseLong(text.get().trim());
            if (value >= smallest && value <= largest) {
                return OptionalLong.of(value);
            }
        } catch (NumberFormatException e) {
            // reported below, as a number out of range is
        }
        throw new BattdatException("option " + option.key() + ": expected " + expected + ", found " + text.get());
    }

    Optional<Boolean> flag(SourceOption option) {
        return text(option).map(value -> switch (value.trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new BattdatException("option " + option.key() + ": expected true or false, found " + value);
        });
    }
}

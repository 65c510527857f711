package io.battdat.spark;

import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Where the indexes of an archive are.
 *
 * @param isUsed whether any is looked for
 * @param folder the one folder to look in; empty for those in the archive's directories
 */
public record IndexLocation(boolean isUsed, Optional<String> folder) {
    /** By Spark's own convention for settings of a data source. */
    public static final String SETTING = "spark.datasource.battdat." + ReadOption.ZONE_MAPS.key();

    private static final String AUTOMATIC = "auto";
    private static final String NONE = "none";

    /** The option {@code zoneMaps} of a read, else the session's setting. */
    public static IndexLocation of(CaseInsensitiveStringMap options, SQLConf session) {
        String value = new OptionValues(options)
                .text(ReadOption.ZONE_MAPS)
                .orElseGet(() -> session.getConfString(SETTING, AUTOMATIC))
                .trim();
        return switch (value.toLowerCase(Locale.ROOT)) {
            case AUTOMATIC -> new IndexLocation(true, Optional.empty());
            case NONE -> new IndexLocation(false, Optional.empty());
            default -> new IndexLocation(true, Optional.of(value));
        };
    }
}

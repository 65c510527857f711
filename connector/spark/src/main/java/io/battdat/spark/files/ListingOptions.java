package io.battdat.spark.files;

import io.battdat.BattdatException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;

/**
 * What a user may say about listing, in Spark's own names: an option of the read where it is given, else the session's
 * setting where Spark has one, else Spark's default.
 */
public final class ListingOptions {
    public static final String PATH_GLOB_FILTER = "pathGlobFilter";
    public static final String RECURSIVE_FILE_LOOKUP = "recursiveFileLookup";
    public static final String MODIFIED_BEFORE = "modifiedBefore";
    public static final String MODIFIED_AFTER = "modifiedAfter";
    public static final String IGNORE_MISSING_FILES = "ignoreMissingFiles";
    public static final String IGNORE_INVALID_PARTITION_PATHS = "ignoreInvalidPartitionPaths";
    public static final String BASE_PATH = "basePath";
    public static final String TIME_ZONE = "timeZone";
    /** Set to "false" by Spark where a path is a table's location and not a pattern. */
    public static final String GLOB_PATHS = "__globPaths__";
    /** Set to "true" by the catalog, whose sub-directories are namespaces and no part of the tables above them. */
    public static final String PARTITION_DIRECTORIES_ONLY = "__partitionDirectoriesOnly__";

    private final Optional<GlobFilter> pathGlobFilter;
    private final boolean recursiveFileLookup;
    private final ZoneId timeZone;
    private final Optional<Instant> modifiedBefore;
    private final Optional<Instant> modifiedAfter;
    private final boolean ignoreMissingFiles;
    private final boolean ignoreInvalidPartitionPaths;
    private final Optional<String> basePath;
    private final boolean globPaths;
    private final boolean partitionDirectoriesOnly;
    private final boolean partitionTypeInference;
    private final boolean validatePartitionValues;
    private final boolean caseSensitive;
    private final DataType timestampType;
    private final Set<String> flatListingSchemes;

    private ListingOptions(CaseInsensitiveStringMap options, SQLConf session) {
        this.pathGlobFilter = Optional.ofNullable(options.get(PATH_GLOB_FILTER)).map(ListingOptions::globFilter);
        this.recursiveFileLookup = booleanOption(options, RECURSIVE_FILE_LOOKUP, false);
        this.timeZone = zone(options, session);
        this.modifiedBefore = instant(options, MODIFIED_BEFORE);
        this.modifiedAfter = instant(options, MODIFIED_AFTER);
        this.ignoreMissingFiles = booleanOption(options, IGNORE_MISSING_FILES, session.ignoreMissingFiles());
        // Spark 3.5 knows neither this setting nor the next method of SQLConf, hence the look-up by text.
        this.ignoreInvalidPartitionPaths = booleanOption(
                options,
                IGNORE_INVALID_PARTITION_PATHS,
                Boolean.parseBoolean(session.getConfString("spark.sql.files.ignoreInvalidPartitionPaths", "false")));
        this.basePath = Optional.ofNullable(options.get(BASE_PATH));
        this.globPaths = booleanOption(options, GLOB_PATHS, true);
        this.partitionDirectoriesOnly = booleanOption(options, PARTITION_DIRECTORIES_ONLY, false);
        this.partitionTypeInference = session.partitionColumnTypeInferenceEnabled();
        this.validatePartitionValues = session.validatePartitionColumns();
        this.caseSensitive = session.caseSensitiveAnalysis();
        this.timestampType = session.timestampType();
        this.flatListingSchemes = Arrays.stream(
                        session.getConfString("spark.sql.sources.useListFilesFileSystemList", "s3a")
                                .split(","))
                .map(String::trim)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Reads and checks every option; the session is usually {@code SQLConf.get()}. */
    public static ListingOptions from(CaseInsensitiveStringMap options, SQLConf session) {
        return new ListingOptions(options, session);
    }

    /** Matches a file's name, not its whole path. */
    public Optional<GlobFilter> pathGlobFilter() {
        return pathGlobFilter;
    }

    /** Every file below the paths, and no partition columns. */
    public boolean recursiveFileLookup() {
        return recursiveFileLookup;
    }

    /** Only files modified strictly before this. */
    public Optional<Instant> modifiedBefore() {
        return modifiedBefore;
    }

    /** Only files modified strictly after this. */
    public Optional<Instant> modifiedAfter() {
        return modifiedAfter;
    }

    /** Paths that do not exist, and directories that vanish while they are listed, are left out with a warning. */
    public boolean ignoreMissingFiles() {
        return ignoreMissingFiles;
    }

    /** Directories that are not key=value directories, beside some that are, are left out and not an error. */
    public boolean ignoreInvalidPartitionPaths() {
        return ignoreInvalidPartitionPaths;
    }

    /** Where partition directories begin; without it, at each given path. */
    public Optional<String> basePath() {
        return basePath;
    }

    /** False where a path is to be taken literally, whatever characters it has. */
    public boolean globPaths() {
        return globPaths;
    }

    /** Whether directories that are not key=value directories are not looked into. */
    public boolean partitionDirectoriesOnly() {
        return partitionDirectoriesOnly && !recursiveFileLookup;
    }

    /** Whether partition columns get types; else all are strings. */
    public boolean partitionTypeInference() {
        return partitionTypeInference;
    }

    /** Whether a partition value that does not fit its column's type is an error; else it is null. */
    public boolean validatePartitionValues() {
        return validatePartitionValues;
    }

    public boolean caseSensitive() {
        return caseSensitive;
    }

    /** In which timestamps without a zone are read, in options and in directory names. */
    public ZoneId timeZone() {
        return timeZone;
    }

    /** What an inferred timestamp column is: with or without time zone. */
    DataType timestampType() {
        return timestampType;
    }

    /** File systems that list a whole tree in few calls, so that walking its directories would only be slower. */
    Set<String> flatListingSchemes() {
        return flatListingSchemes;
    }

    private static boolean booleanOption(CaseInsensitiveStringMap options, String name, boolean otherwise) {
        String text = options.get(name);
        if (text == null) {
            return otherwise;
        }
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new BattdatException("Option '" + name + "' is '" + text + "'; accepted are 'true' and 'false'.");
        };
    }

    private static GlobFilter globFilter(String pattern) {
        try {
            return new GlobFilter(pattern);
        } catch (IOException e) {
            throw new BattdatException(
                    "Option '" + PATH_GLOB_FILTER + "' is '" + pattern + "', which is no glob: " + e.getMessage()
                            + ". Accepted are *, ?, [abc], [a-z], {first,second}, and \\ before a literal one of these.",
                    e);
        }
    }

    private static ZoneId zone(CaseInsensitiveStringMap options, SQLConf session) {
        String name = options.getOrDefault(TIME_ZONE, session.sessionLocalTimeZone());
        try {
            return DateTimeUtils.getZoneId(name);
        } catch (DateTimeException e) {
            throw new BattdatException(
                    "Option '" + TIME_ZONE + "' is '" + name + "'; accepted are names of regions such as"
                            + " 'Europe/Paris', and offsets such as '+02:00'.",
                    e);
        }
    }

    private Optional<Instant> instant(CaseInsensitiveStringMap options, String name) {
        String text = options.get(name);
        if (text == null) {
            return Optional.empty();
        }
        Option<Object> micros = DateTimeUtils.stringToTimestamp(UTF8String.fromString(text), timeZone);
        if (micros.isEmpty()) {
            throw new BattdatException("Option '" + name + "' is '" + text
                    + "'; expected is a timestamp of the form 'yyyy-MM-ddTHH:mm:ss', such as '2024-03-31T18:00:00'.");
        }
        return Optional.of(Instant.EPOCH.plus((Long) micros.get(), ChronoUnit.MICROS));
    }
}

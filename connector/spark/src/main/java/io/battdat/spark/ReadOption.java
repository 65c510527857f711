package io.battdat.spark;

/**
 * The options of {@code spark.read.format("battdat")}.
 *
 * <p>Options of Spark's own file sources are listed with the words that this source means by them.
 */
public enum ReadOption implements SourceOption {
    TABLE("table", "raw_data", "The table to read, of every cell."),
    PREFIX(
            "prefix",
            "every cell of a file",
            "Read only the cell of that prefix: the path of its group, such as `cellA`; `/` is the root."),
    CELL_COLUMN(
            "cellColumn",
            "none",
            "Adds a string column of that name with the cell's name: its prefix, else `name` of the battery metadata,"
                    + " else the file's name without its ending."),
    METADATA_COLUMN(
            "metadataColumn", "none", "Adds a string column of that name with the cell's battery metadata as JSON."),
    SPLIT_ON(
            "splitOn",
            "rows",
            "`rows`: tables are split between any chunks. `cycle`: only where a cycle ends, so that no partition has half of"
                    + " one; a cycle is a run of equal `cycle_number`."),
    ROWS_PER_PARTITION(
            "rowsPerPartition",
            "by size",
            "Split tables into partitions of about that many rows (whole chunks) instead of by stored bytes."),
    PRESERVE_DATA_GROUPING(
            "preserveDataGrouping",
            "`spark.sql.battdat.planning.preserve-data-grouping`, else false",
            "A partition has rows of one cell only (or, in a query that does not read `cellColumn`, of one `key=value`"
                    + " directory), and Spark is told so: joins and aggregates by cell need no shuffle."),
    PRESERVE_DATA_ORDERING(
            "preserveDataOrdering",
            "`spark.sql.battdat.planning.preserve-data-ordering`, else as `preserveDataGrouping`",
            "Zone maps are read while planning, and Spark is told of the order of rows where they prove one: joins and"
                    + " aggregates by cell and cycle need no sort."),
    AGGREGATE_PUSHDOWN(
            "aggregatePushdown",
            "`spark.sql.battdat.aggregate-push-down.enabled`, else true",
            "`count`, `min` and `max` come from row counts and zone maps; rows are read only where these do not tell."),
    MERGE_SCHEMA(
            "mergeSchema",
            "false",
            "Look at every file for its columns, not only at the first: the table has the columns of all, with types that"
                    + " hold the values of all (wider integers, double for float)."),
    INTEGERS_AS_DOUBLES(
            "integersAsDoubles",
            "false",
            "Read integers as double where another file, or the schema given, has the column as double; beyond 2^53 they"
                    + " lose digits."),
    PATH_GLOB_FILTER("pathGlobFilter", "none", "Read only files whose names match, such as `*.h5`."),
    RECURSIVE_FILE_LOOKUP(
            "recursiveFileLookup",
            "false",
            "Read files in all directories below the path, and infer no Hive-style partitions."),
    MODIFIED_BEFORE("modifiedBefore", "none", "Read only files modified before that time, as `2026-01-31T00:00:00`."),
    MODIFIED_AFTER("modifiedAfter", "none", "Read only files modified after that time."),
    TIME_ZONE("timeZone", "the session's", "Time zone of `modifiedBefore` and `modifiedAfter`."),
    BASE_PATH("basePath", "none", "Directory from which `key=value` directories count as partitions."),
    ZONE_MAPS(
            "zoneMaps",
            "`spark.datasource.battdat.zoneMaps`, else `auto`",
            "Where indexes of the archive are: `auto` looks in `_battdat_zones` folders in the directories of the archive and"
                    + " above; the path of a folder elsewhere; `none` uses none."),
    IGNORE_CORRUPT_FILES(
            "ignoreCorruptFiles",
            "`spark.sql.files.ignoreCorruptFiles`",
            "Skip a damaged or unreadable file, or what is left of it, with a warning that says why."),
    IGNORE_MISSING_FILES(
            "ignoreMissingFiles",
            "`spark.sql.files.ignoreMissingFiles`",
            "Skip a file or path that does not exist, or is deleted while the query runs, with a warning."),
    MAX_ROWS_PER_TRIGGER("maxRowsPerTrigger", "any number", "Streaming: rows that a micro-batch may have."),
    MAX_FILES_PER_TRIGGER("maxFilesPerTrigger", "any number", "Streaming: files that a micro-batch may read.");

    /** Session setting for {@link #PRESERVE_DATA_GROUPING}, named as Iceberg's. */
    public static final String DATA_GROUPING_SETTING = "spark.sql.battdat.planning.preserve-data-grouping";

    /** Session setting for {@link #PRESERVE_DATA_ORDERING}. */
    public static final String DATA_ORDERING_SETTING = "spark.sql.battdat.planning.preserve-data-ordering";

    /** Session setting for {@link #AGGREGATE_PUSHDOWN}, named as Iceberg's. */
    public static final String AGGREGATE_PUSHDOWN_SETTING = "spark.sql.battdat.aggregate-push-down.enabled";

    private final String key;
    private final String defaultValue;
    private final String description;

    ReadOption(String key, String defaultValue, String description) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.description = description;
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

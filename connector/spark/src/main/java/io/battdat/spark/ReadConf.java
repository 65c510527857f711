package io.battdat.spark;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import java.io.Serializable;
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
 * @param splitOn where tables may be cut
 * @param mergeSchema whether the schema is that of all files together
 * @param integersAsDoubles whether integers may be read as doubles
 * @param rowsPerPartition rows to aim at; 0 to split by stored bytes
 * @param preserveDataGrouping whether partitions have rows of one cell only; null to leave it to the session of the query
 * @param preserveDataOrdering whether the order of rows is proven; null to leave it to the session of the query
 * @param aggregatePushdown whether aggregates come from row counts and zone maps; null to leave it to the session of the
 *     query
 * @param maxRowsPerTrigger rows that a micro-batch of a stream may have; 0 for any number
 * @param maxFilesPerTrigger files that a micro-batch may read; 0 for any number
 */
public record ReadConf(
        String table,
        String prefix,
        String cellColumn,
        String metadataColumn,
        SplitOn splitOn,
        long rowsPerPartition,
        Boolean preserveDataGrouping,
        Boolean preserveDataOrdering,
        Boolean aggregatePushdown,
        boolean mergeSchema,
        boolean integersAsDoubles,
        boolean ignoreCorruptFiles,
        boolean ignoreMissingFiles,
        boolean caseSensitive,
        long maxRowsPerTrigger,
        int maxFilesPerTrigger)
        implements Serializable {

    /** Reads and checks the options. */
    public static ReadConf of(CaseInsensitiveStringMap options, SQLConf session) {
        OptionValues values = new OptionValues(options);
        return new ReadConf(
                values.table(ReadOption.TABLE, "the group that it is in with option prefix"),
                values.text(ReadOption.PREFIX).map(ReadConf::normalizePrefix).orElse(null),
                values.text(ReadOption.CELL_COLUMN).orElse(null),
                values.text(ReadOption.METADATA_COLUMN).orElse(null),
                splitOn(values),
                values.positive(ReadOption.ROWS_PER_PARTITION).orElse(0),
                values.flag(ReadOption.PRESERVE_DATA_GROUPING).orElse(null),
                values.flag(ReadOption.PRESERVE_DATA_ORDERING).orElse(null),
                values.flag(ReadOption.AGGREGATE_PUSHDOWN).orElse(null),
                values.flag(ReadOption.MERGE_SCHEMA).orElse(false),
                values.flag(ReadOption.INTEGERS_AS_DOUBLES).orElse(false),
                values.flag(ReadOption.IGNORE_CORRUPT_FILES).orElseGet(session::ignoreCorruptFiles),
                values.flag(ReadOption.IGNORE_MISSING_FILES).orElseGet(session::ignoreMissingFiles),
                session.caseSensitiveAnalysis(),
                values.positive(ReadOption.MAX_ROWS_PER_TRIGGER).orElse(0),
                (int) values.whole(
                                ReadOption.MAX_FILES_PER_TRIGGER, 1, Integer.MAX_VALUE, "a number of files above zero")
                        .orElse(0));
    }

    private static SplitOn splitOn(OptionValues values) {
        String text = values.text(ReadOption.SPLIT_ON).orElse(null);
        return text == null
                ? SplitOn.ROWS
                : SplitOn.of(text)
                        .orElseThrow(() -> new BattdatException(
                                "option splitOn: expected " + SplitOn.choices() + ", found " + text));
    }

    private static String normalizePrefix(String prefix) {
        String path = prefix.replaceAll("^/+|/+$", "");
        return path.isEmpty() ? BattdatFile.ROOT : path;
    }
}

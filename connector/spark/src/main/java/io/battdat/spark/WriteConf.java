package io.battdat.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.BattdatException;
import io.battdat.hdf5.write.Compression;
import io.battdat.hdf5.write.WriteException;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.metadata.ColumnSchema;
import io.battdat.metadata.MetadataException;
import io.battdat.streaming.HDF5Writer;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * What a write was asked for: its options, typed and checked.
 *
 * @param cellColumn name of the column with the cell's name; null for none
 * @param metadataColumn name of the column with the cell's battery metadata; null for none
 * @param cellMetadata the metadata of cells as JSON, or the path of a file of it; null for none
 * @param metadata JSON of battery metadata; null for none
 * @param columnSchema JSON of a column schema; null for none
 * @param complevel 0 for no compression
 * @param expectedRows 0 if not given
 * @param chunkRows 0 if not given
 * @param partitionColumns columns that become directories
 * @param dynamicOverwrite whether overwriting replaces only the directories that rows are written to
 */
public record WriteConf(
        String table,
        Layout layout,
        String cellColumn,
        String metadataColumn,
        String cellMetadata,
        String metadata,
        String columnSchema,
        int complevel,
        String complib,
        int bufferRows,
        long expectedRows,
        int chunkRows,
        List<String> partitionColumns,
        boolean dynamicOverwrite,
        boolean caseSensitive)
        implements Serializable {
    private static final int DEFAULT_COMPLEVEL = 5;
    /** Where Spark passes the columns of {@code partitionBy} to a source, as a JSON array. */
    public static final String PARTITION_COLUMNS = "__partition_columns";

    private static final String CLUSTERING_COLUMNS = "__clustering_columns";

    /** Reads and checks the options. */
    public static WriteConf of(CaseInsensitiveStringMap options, SQLConf session) {
        OptionValues values = new OptionValues(options);
        String cellColumn = values.text(WriteOption.CELL_COLUMN).orElse(null);
        String complib = values.text(WriteOption.COMPLIB).orElse("zlib");
        int complevel = (int) values.whole(WriteOption.COMPLEVEL, 0, 9, "0 (no compression) to 9 (small)")
                .orElse(DEFAULT_COMPLEVEL);
        checked(WriteOption.COMPLIB, complib, text -> Compression.of(text, complevel));
        WriteConf conf = new WriteConf(
                values.table(WriteOption.TABLE, "the cell's name in the column of option cellColumn"),
                layout(values, cellColumn),
                cellColumn,
                values.text(WriteOption.METADATA_COLUMN).orElse(null),
                values.text(WriteOption.CELL_METADATA).orElse(null),
                checked(
                        WriteOption.METADATA,
                        values.text(WriteOption.METADATA).orElse(null),
                        BatteryMetadata::fromJson),
                checked(
                        WriteOption.COLUMN_SCHEMA,
                        values.text(WriteOption.COLUMN_SCHEMA).orElse(null),
                        ColumnSchema::fromJson),
                complevel,
                complib,
                (int) values.whole(
                                WriteOption.BUFFER_ROWS,
                                1,
                                MAX_BUFFER_ROWS,
                                "a number of rows from 1 to " + MAX_BUFFER_ROWS)
                        .orElse(HDF5Writer.DEFAULT_BUFFER_ROWS),
                values.positive(WriteOption.EXPECTED_ROWS).orElse(0),
                (int) values.whole(WriteOption.CHUNK_ROWS, 1, Integer.MAX_VALUE, "a number of rows above zero")
                        .orElse(0),
                columns(options, PARTITION_COLUMNS),
                isDynamic(options, session),
                session.caseSensitiveAnalysis());
        conf.check(options);
        return conf;
    }

    /** More would only fill the memory: a buffer is there to make whole chunks. */
    private static final int MAX_BUFFER_ROWS = 1 << 24;

    private static Layout layout(OptionValues values, String cellColumn) {
        String text = values.text(WriteOption.LAYOUT).orElse(null);
        if (text == null) {
            return cellColumn == null ? Layout.FILE_PER_PARTITION : Layout.FILE_PER_CELL;
        }
        return Layout.of(text)
                .orElseThrow(() ->
                        new BattdatException("option layout: expected one of " + Layout.choices() + ", found " + text));
    }

    private static String checked(WriteOption option, String value, Function<String, ?> parser) {
        if (value != null) {
            try {
                parser.apply(value);
            } catch (MetadataException | WriteException e) {
                throw new BattdatException("option " + option.key() + ": " + e.getMessage(), e);
            }
        }
        return value;
    }

    private static List<String> columns(CaseInsensitiveStringMap options, String option) {
        String json = options.get(option);
        if (json == null) {
            return List.of();
        }
        try {
            return List.of(new ObjectMapper().readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            throw new BattdatException("option " + option + ": expected a JSON array of texts, found " + json, e);
        }
    }

    /** Names of columns as {@link #PARTITION_COLUMNS} has them. */
    public static String toJson(List<String> columns) {
        try {
            return new ObjectMapper().writeValueAsString(columns);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts have a JSON", e);
        }
    }

    private static boolean isDynamic(CaseInsensitiveStringMap options, SQLConf session) {
        String mode = options.getOrDefault(
                WriteOption.PARTITION_OVERWRITE_MODE.key(),
                session.getConfString("spark.sql.sources.partitionOverwriteMode", "STATIC"));
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "dynamic" -> true;
            case "static" -> false;
            default ->
                throw new BattdatException("option " + WriteOption.PARTITION_OVERWRITE_MODE.key()
                        + ": expected static or dynamic, found " + mode);
        };
    }

    private void check(CaseInsensitiveStringMap options) {
        if (layout.hasCells() && cellColumn == null) {
            throw new BattdatException("option layout: " + layout.text()
                    + " needs to know the cell of a row. Name the column in cellColumn");
        }
        if (cellColumn == null && (metadataColumn != null || cellMetadata != null)) {
            throw new BattdatException("option " + (metadataColumn != null ? "metadataColumn" : "cellMetadata")
                    + " gives the metadata of cells. Name the column of the cell in cellColumn, or give the metadata of"
                    + " all rows in option metadata");
        }
        if (metadataColumn != null && cellMetadata != null) {
            throw new BattdatException(
                    "options metadataColumn and cellMetadata both give the metadata of cells." + " Leave one out");
        }
        if (!layout.hasCells() && cellColumn != null) {
            throw new BattdatException(
                    "option layout: file-per-partition does not keep cells apart, so that cellColumn "
                            + cellColumn
                            + " would be lost. Leave cellColumn out to store it as a column, or choose another"
                            + " layout");
        }
        if (!columns(options, CLUSTERING_COLUMNS).isEmpty()) {
            throw new BattdatException("clusterBy is not for battdat files. Rows of a cell are kept together by option"
                    + " cellColumn, and partitionBy makes directories");
        }
    }

    public OptionalLong expectedRowsIfGiven() {
        return expectedRows == 0 ? OptionalLong.empty() : OptionalLong.of(expectedRows);
    }

    public OptionalInt chunkRowsIfGiven() {
        return chunkRows == 0 ? OptionalInt.empty() : OptionalInt.of(chunkRows);
    }
}

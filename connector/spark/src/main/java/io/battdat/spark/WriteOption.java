package io.battdat.spark;

/** The options of {@code df.write.format("battdat")}. */
public enum WriteOption implements SourceOption {
    TABLE("table", "raw_data", "The table to write, of every cell."),
    CELL_COLUMN(
            "cellColumn",
            "none",
            "The column that names the cell of a row. It is not stored: it becomes the name of the cell's file or group."),
    METADATA_COLUMN(
            "metadataColumn",
            "none",
            "The column with the cell's battery metadata as JSON, the same in all rows of a cell. It is not stored as a"
                    + " column. Needs `cellColumn`."),
    CELL_METADATA(
            "cellMetadata",
            "none",
            "A JSON object with the battery metadata of cells by their names, or the path of a file that holds one. Needs"
                    + " `cellColumn`."),
    METADATA("metadata", "none", "Battery metadata as JSON, for every new cell that has none of its own."),
    LAYOUT(
            "layout",
            "file-per-cell with `cellColumn`, else file-per-partition",
            "`file-per-cell`; `prefix-per-cell`: many cells in a file, each in a group of its name;"
                    + " `file-per-partition`."),
    COLUMN_SCHEMA(
            "columnSchema",
            "battdat's own for the table, with what the DataFrame says",
            "The column schema of a new table, as JSON."),
    COMPLEVEL("complevel", "5", "How much new tables are compressed: 0 not at all, 1 fast, 9 small."),
    COMPLIB("complib", "zlib", "The compressor of new tables."),
    BUFFER_ROWS("bufferRows", "32768", "Rows that a task collects in memory before it writes some."),
    EXPECTED_ROWS(
            "expectedRows",
            "the first buffer's",
            "Rows that a new table will have, as far as known, from which PyTables' rule of thumb makes chunks."),
    CHUNK_ROWS("chunkRows", "by PyTables' rule of thumb", "Rows in a chunk of a new table."),
    PARTITION_OVERWRITE_MODE(
            "partitionOverwriteMode",
            "`spark.sql.sources.partitionOverwriteMode`",
            "With `partitionBy` and mode overwrite: `static` replaces everything, `dynamic` only the directories that rows"
                    + " are written to.");

    private final String key;
    private final String defaultValue;
    private final String description;

    WriteOption(String key, String defaultValue, String description) {
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

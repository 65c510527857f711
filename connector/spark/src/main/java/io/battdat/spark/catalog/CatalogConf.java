package io.battdat.spark.catalog;

import io.battdat.BattdatException;
import io.battdat.spark.ReadOption;
import io.battdat.spark.SessionConfiguration;
import io.battdat.spark.WriteConf;
import io.battdat.spark.files.ListingOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * What is set for a catalog: {@code spark.sql.catalog.<name>.<key>}.
 *
 * <p>An option comes from the statement, else from the table's properties, else from here. Tables of a catalog always have
 * the columns of all of their files, and a column with the cell's name.
 *
 * @param warehouse the archive's directory; empty if paths stand in the statements
 * @param options of reading and writing, for all tables
 */
record CatalogConf(String name, Optional<String> warehouse, CaseInsensitiveStringMap options) {
    /** Table property, and option of a catalog, without which a table that has rows is not dropped. */
    static final String ALLOW_DROP = "allowDrop";

    private static final String WAREHOUSE = "warehouse";
    private static final String DEFAULT_CELL_COLUMN = "cell";
    /** Notes and tables of other programs beside the files do not matter. */
    static final String DEFAULT_FILES = "*.{h5,hdf5,hdf,H5,HDF5,HDF}";

    static CatalogConf of(String name, CaseInsensitiveStringMap settings) {
        Map<String, String> options = new HashMap<>(settings.asCaseSensitiveMap());
        options.keySet().removeIf(WAREHOUSE::equalsIgnoreCase);
        String warehouse = settings.get(WAREHOUSE);
        if (warehouse != null && warehouse.isBlank()) {
            throw new BattdatException("spark.sql.catalog." + name + ".warehouse is empty. Name the directory of the"
                    + " archive, or leave it out and put paths into the statements");
        }
        return new CatalogConf(name, Optional.ofNullable(warehouse), new CaseInsensitiveStringMap(options));
    }

    /** The name of the column with the cell's name. */
    String cellColumn() {
        return options.getOrDefault(ReadOption.CELL_COLUMN.key(), DEFAULT_CELL_COLUMN);
    }

    /** How to read a table, with what its properties and a statement say. */
    CaseInsensitiveStringMap reading(TablePath table, Map<String, String> properties) {
        Map<String, String> reading = new HashMap<>();
        reading.put(ReadOption.CELL_COLUMN.key().toLowerCase(Locale.ROOT), DEFAULT_CELL_COLUMN);
        if (table.isDirectory()) {
            put(reading, Map.of(ReadOption.PATH_GLOB_FILTER.key(), DEFAULT_FILES));
        }
        put(reading, options.asCaseSensitiveMap());
        put(reading, properties);
        put(reading, located(table));
        return new CaseInsensitiveStringMap(reading);
    }

    /**
     * How to write to a table.
     *
     * @param statement options of the statement
     */
    CaseInsensitiveStringMap writing(
            TablePath table, TableDefinition definition, Map<String, String> statement, List<String> partitionColumns) {
        Map<String, String> given = new HashMap<>();
        put(given, definition.properties());
        put(given, statement);
        Map<String, String> writing = new HashMap<>(reading(table, given).asCaseSensitiveMap());
        writing.put(WriteConf.PARTITION_COLUMNS, WriteConf.toJson(partitionColumns));
        return new CaseInsensitiveStringMap(writing);
    }

    /** Whether a statement may delete a table with its rows. */
    boolean allowsDrop(TableDefinition definition) {
        Map<String, String> given = new HashMap<>(options.asCaseSensitiveMap());
        put(given, definition.properties());
        return new CaseInsensitiveStringMap(given).getBoolean(ALLOW_DROP, false);
    }

    /** What no option changes. */
    private static Map<String, String> located(TablePath table) {
        Map<String, String> located = new HashMap<>();
        located.put(SessionConfiguration.PATH, table.path());
        located.put(ReadOption.TABLE.key(), table.table());
        located.put(ReadOption.MERGE_SCHEMA.key(), "true");
        if (table.isDirectory()) {
            located.put(ListingOptions.GLOB_PATHS, "false");
            located.put(ListingOptions.PARTITION_DIRECTORIES_ONLY, "true");
        }
        return located;
    }

    private static void put(Map<String, String> all, Map<String, String> options) {
        options.forEach((key, value) -> all.put(key.toLowerCase(Locale.ROOT), value));
    }
}

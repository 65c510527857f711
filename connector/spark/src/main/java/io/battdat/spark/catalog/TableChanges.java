package io.battdat.spark.catalog;

import io.battdat.BattdatException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;

/** What statements say of a table, as far as it can be said of one of an archive. */
final class TableChanges {
    /** Which the catalog knows better, or which mean nothing here. */
    private static final Set<String> KNOWN =
            Set.of(TableCatalog.PROP_PROVIDER, TableCatalog.PROP_OWNER, "is_managed_location", "numFiles", "numRows");

    private TableChanges() {}

    /** What {@code CREATE TABLE} says. */
    static TableDefinition definition(
            String table, StructType columns, Transform[] partitions, Map<String, String> properties) {
        String provider = properties.getOrDefault(TableCatalog.PROP_PROVIDER, BattdatCatalog.PROVIDER);
        if (!provider.equalsIgnoreCase(BattdatCatalog.PROVIDER)) {
            throw new BattdatException(table + ": a table of this catalog is stored in battdat files, not by "
                    + provider + ". Leave USING out, or write to another catalog");
        }
        if (properties.containsKey(TableCatalog.PROP_LOCATION)) {
            throw new BattdatException(table + ": a table of this catalog is in the files of its namespace's directory."
                    + " Leave LOCATION out");
        }
        return new TableDefinition(columns, partitionColumns(table, partitions), stored(properties));
    }

    private static List<String> partitionColumns(String table, Transform[] partitions) {
        return Stream.of(partitions)
                .map(partition -> {
                    NamedReference[] columns = partition.references();
                    if (!partition.name().equals("identity") || columns[0].fieldNames().length != 1) {
                        throw new BattdatException(table + ": PARTITIONED BY takes columns, which become key=value"
                                + " directories, not " + partition);
                    }
                    return columns[0].fieldNames()[0];
                })
                .toList();
    }

    /** Spark passes options twice, once with a word before them. */
    private static Map<String, String> stored(Map<String, String> properties) {
        Map<String, String> stored = new HashMap<>(properties);
        stored.keySet().removeIf(key -> KNOWN.contains(key) || key.startsWith(TableCatalog.OPTION_PREFIX));
        return stored;
    }

    /** What {@code ALTER TABLE} and {@code COMMENT ON TABLE} make of the properties. */
    static TableDefinition changed(String table, TableDefinition definition, TableChange[] changes) {
        Map<String, String> properties = new HashMap<>(definition.properties());
        for (TableChange change : changes) {
            if (change instanceof TableChange.SetProperty set) {
                properties.put(set.property(), set.value());
            } else if (change instanceof TableChange.RemoveProperty removed) {
                properties.remove(removed.property());
            } else {
                throw new BattdatException(
                        table + ": only properties and the comment of a table can be altered: its columns"
                                + " are those of the files. To change them, write the table anew: CREATE OR REPLACE TABLE … AS"
                                + " SELECT (asked for: " + change.getClass().getSimpleName() + ")");
            }
        }
        return definition.withProperties(stored(properties));
    }
}

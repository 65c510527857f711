package io.battdat.spark.catalog;

import io.battdat.BattdatException;
import io.battdat.spark.ReadOption;
import io.battdat.spark.read.BattdatTable;
import io.battdat.spark.write.ArchiveRemoval;
import io.battdat.spark.write.TablePlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsDeleteV2;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A table of an archive: all cells of a directory that have a table of its name. */
final class ArchiveTable implements SupportsRead, SupportsWrite, SupportsDeleteV2, SupportsMetadataColumns {
    /** They decide which columns there are, and Spark knows the columns when it comes to a statement's options. */
    private static final List<ReadOption> OF_COLUMNS = List.of(
            ReadOption.TABLE,
            ReadOption.CELL_COLUMN,
            ReadOption.METADATA_COLUMN,
            ReadOption.MERGE_SCHEMA,
            ReadOption.INTEGERS_AS_DOUBLES);

    private final String name;
    private final Archives archives;
    private final TablePath path;
    private final TableDefinition definition;
    private final Snapshot loaded;
    private final BattdatTable table;
    /** Whether a query has taken what was found when the table was loaded; the next one looks again. */
    private boolean taken;

    ArchiveTable(String name, Archives archives, TablePath path, TableDefinition definition, Snapshot loaded) {
        this.name = name;
        this.archives = archives;
        this.path = path;
        this.definition = definition;
        this.loaded = loaded;
        this.table = BattdatTable.merged(loaded.archive(), loaded.contents(), definition.columns());
    }

    TablePath path() {
        return path;
    }

    TableDefinition definition() {
        return definition;
    }

    @Override
    public String name() {
        return name;
    }

    /** Deprecated in favour of {@code columns()}, which by default is made from it; Spark 3.5 to 4.x call either. */
    @Override
    @Deprecated
    public StructType schema() {
        return table.schema();
    }

    @Override
    public Transform[] partitioning() {
        return partitionColumns().stream().map(Expressions::identity).toArray(Transform[]::new);
    }

    private List<String> partitionColumns() {
        List<String> directories = List.of(loaded.archive().partitionSchema().fieldNames());
        return directories.isEmpty() ? definition.partitionColumns() : directories;
    }

    @Override
    public Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(definition.properties());
        properties.put(TableCatalog.PROP_PROVIDER, BattdatCatalog.PROVIDER);
        properties.put(TableCatalog.PROP_LOCATION, path.path());
        properties.put("numFiles", Long.toString(loaded.fileCount(path.table())));
        properties.put("numRows", Long.toString(loaded.rowCount(path.table())));
        return properties;
    }

    @Override
    public Set<TableCapability> capabilities() {
        // writes go the way of save(), by a DataFrame, so that there is one way
        return EnumSet.of(
                TableCapability.BATCH_READ,
                TableCapability.MICRO_BATCH_READ,
                TableCapability.V1_BATCH_WRITE,
                TableCapability.TRUNCATE,
                TableCapability.OVERWRITE_BY_FILTER);
    }

    @Override
    public MetadataColumn[] metadataColumns() {
        return table.metadataColumns();
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        if (options.isEmpty() && !taken) {
            taken = true;
            return table.newScanBuilder(options);
        }
        for (ReadOption option : OF_COLUMNS) {
            if (options.containsKey(option.key())) {
                throw new BattdatException("option " + option.key() + " decides which columns " + name + " has. Set it"
                        + " for the catalog (spark.sql.catalog.<name>." + option.key()
                        + ") or for the table (ALTER TABLE"
                        + " … SET TBLPROPERTIES), or read the files by their path");
            }
        }
        Map<String, String> given = new HashMap<>(definition.properties());
        given.putAll(options.asCaseSensitiveMap());
        Snapshot now = archives.look(archives.conf().reading(path, given));
        return BattdatTable.merged(now.archive(), now.contents(), schema()).newScanBuilder(options);
    }

    @Override
    public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
        return new ArchiveWriteBuilder(archives, path, writing(info.options().asCaseSensitiveMap()), this::places);
    }

    private CaseInsensitiveStringMap writing(Map<String, String> statement) {
        return archives.conf().writing(path, definition, statement, partitionColumns());
    }

    /** The cells that a condition is true of, to lose the table's rows. */
    private TablePlaces places(Predicate[] predicates) {
        Snapshot now = archives.look(archives.conf().reading(path, definition.properties()));
        return new CellCondition(name, archives.conf().cellColumn(), now, predicates).places(path.table(), true);
    }

    @Override
    public boolean canDeleteWhere(Predicate[] predicates) {
        return true; // or else Spark would not say why not
    }

    @Override
    public void deleteWhere(Predicate[] predicates) {
        try {
            new ArchiveRemoval(writing(Map.of())).run(places(predicates));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            archives.changed(path);
        }
    }

    /**
     * Removes the table from all files.
     *
     * @throws BattdatException if it has rows and nobody has allowed that
     */
    void drop() throws IOException {
        Snapshot now = archives.look(archives.conf().reading(path, definition.properties()));
        long rows = now.rowCount(path.table());
        if (rows > 0 && !archives.conf().allowsDrop(definition)) {
            throw new BattdatException(name + " is not dropped: that would delete " + rows + " rows from "
                    + now.fileCount(path.table()) + " files for good. If they shall go, allow it first: ALTER TABLE "
                    + name
                    + " SET TBLPROPERTIES ('" + CatalogConf.ALLOW_DROP + "' = 'true')");
        }
        try {
            TablePlaces all = new CellCondition(name, archives.conf().cellColumn(), now, new Predicate[0])
                    .places(path.table(), false);
            new ArchiveRemoval(writing(Map.of())).run(all);
            archives.definitions(path).delete(path.table());
        } finally {
            archives.changed(path);
        }
    }

    /** Equal tables are the same, so that Spark finds a table in its cache that was loaded anew. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ArchiveTable that
                && name.equals(that.name)
                && path.equals(that.path)
                && archives == that.archives;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, path);
    }

    @Override
    public String toString() {
        return name;
    }
}

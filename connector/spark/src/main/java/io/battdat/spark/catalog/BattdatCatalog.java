package io.battdat.spark.catalog;

import io.battdat.BattdatException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.NamespaceAlreadyExistsException;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.analysis.NonEmptyNamespaceException;
import org.apache.spark.sql.catalyst.analysis.TableAlreadyExistsException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.NamespaceChange;
import org.apache.spark.sql.connector.catalog.StagedTable;
import org.apache.spark.sql.connector.catalog.StagingTableCatalog;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * An archive of battdat files as a catalog of Spark SQL.
 *
 * <pre>
 * spark.sql.catalog.lab           = io.battdat.spark.catalog.BattdatCatalog
 * spark.sql.catalog.lab.warehouse = /archive
 * </pre>
 *
 * <p>The tables of the files in {@code /archive} are {@code lab.raw_data}, {@code lab.cycle_stats} and so on, with the
 * columns of all files and a column {@code cell}; sub-directories are namespaces. {@code lab.cells}, {@code lab.tables} and
 * {@code lab.columns} describe the files; a table of the files that has such a name is {@code lab.`/cells`}. Every option
 * of reading and writing may be set for the catalog, as {@code spark.sql.catalog.lab.<option>}.
 *
 * <p>Without a warehouse paths stand in the statements: with the catalog registered as {@code battdat},
 * {@code battdat.`/archive/*.h5`} is {@code raw_data} of some files and {@code battdat.`/archive`.cycle_stats} a table of a
 * directory.
 */
public class BattdatCatalog implements StagingTableCatalog, SupportsNamespaces {
    /** The data source's name. */
    static final String PROVIDER = "battdat";

    private String name;
    private Archives archives;
    private Namespaces namespaces;

    /** For Spark, which calls {@link #initialize} next. */
    public BattdatCatalog() {}

    @Override
    public final void initialize(String catalogName, CaseInsensitiveStringMap options) {
        CatalogConf conf = CatalogConf.of(catalogName, options);
        name = catalogName;
        archives = new Archives(conf);
        namespaces = new Namespaces(conf);
    }

    @Override
    public final String name() {
        return name;
    }

    final CatalogConf conf() {
        return archives.conf();
    }

    @Override
    public String[] defaultNamespace() {
        return new String[0];
    }

    @Override
    public Identifier[] listTables(String[] namespace) throws NoSuchNamespaceException {
        return Storage.use(() -> {
            if (conf().warehouse().isEmpty() && namespace.length == 0) {
                return new Identifier[0];
            }
            TablePath directory =
                    TablePath.ofDirectory(namespaces.existing(namespace).toString());
            Snapshot snapshot = archives.look(conf().reading(directory, Map.of()));
            Stream<String> ofFiles =
                    archives.names(directory, snapshot).stream().map(Namespaces::sqlName);
            Stream<String> descriptions = Arrays.stream(Description.values()).map(Description::sqlName);
            return Stream.concat(ofFiles, descriptions)
                    .map(table -> Identifier.of(namespace, table))
                    .toArray(Identifier[]::new);
        });
    }

    @Override
    public Table loadTable(Identifier identifier) throws NoSuchTableException {
        Optional<Description> description = description(identifier);
        if (description.isPresent()) {
            TablePath directory = existing(identifier);
            return new DescriptionTable(qualified(identifier), description.get(), conf().reading(directory, Map.of()));
        }
        return archiveTable(identifier);
    }

    /** Which description of a directory a name stands for, if it does. */
    private Optional<Description> description(Identifier identifier) {
        boolean isPath = conf().warehouse().isEmpty() && identifier.namespace().length == 0;
        return isPath ? Optional.empty() : Description.of(identifier.name());
    }

    /** The place of a table whose directory is there. */
    private TablePath existing(Identifier identifier) throws NoSuchTableException {
        return Storage.use(() -> {
            try {
                if (namespaces.exists(identifier.namespace())) {
                    return namespaces.table(identifier);
                }
            } catch (NoSuchNamespaceException e) {
                // nor is there a table in it
            }
            throw new NoSuchTableException(identifier);
        });
    }

    private ArchiveTable archiveTable(Identifier identifier) throws NoSuchTableException {
        TablePath asked = existing(identifier);
        return Storage.use(() -> {
            Snapshot snapshot = archives.look(conf().reading(asked, Map.of()));
            TablePath path = Archives.spelled(asked.table(), archives.names(asked, snapshot))
                    .map(asked::of)
                    .orElseThrow(() -> new NoSuchTableException(identifier));
            TableDefinition definition = archives.definition(path);
            CaseInsensitiveStringMap reading = conf().reading(path, definition.properties());
            Snapshot own = snapshot.archive().isOf(reading) ? snapshot : archives.look(reading);
            return new ArchiveTable(qualified(identifier), archives, path, definition, own);
        });
    }

    /** The name for messages and {@code EXPLAIN}. */
    private String qualified(Identifier identifier) {
        return name + "." + identifier;
    }

    @Override
    public boolean tableExists(Identifier identifier) {
        try {
            loadTable(identifier);
            return true;
        } catch (NoSuchTableException e) {
            return false;
        }
    }

    @Override
    public void invalidateTable(Identifier identifier) {
        try {
            archives.changed(existing(identifier));
        } catch (NoSuchTableException e) {
            // nothing is known of it either
        }
    }

    /** A definition waits for the files that will have the table. */
    @Override
    @Deprecated
    public Table createTable(
            Identifier identifier, StructType columns, Transform[] partitions, Map<String, String> properties)
            throws TableAlreadyExistsException, NoSuchNamespaceException {
        stageCreate(identifier, columns, partitions, properties).commitStagedChanges();
        try {
            return loadTable(identifier);
        } catch (NoSuchTableException e) {
            throw new BattdatException(
                    qualified(identifier) + " is gone: somebody dropped it when it was just made", e);
        }
    }

    @Override
    @Deprecated
    public StagedTable stageCreate(
            Identifier identifier, StructType columns, Transform[] partitions, Map<String, String> properties)
            throws TableAlreadyExistsException, NoSuchNamespaceException {
        if (tableExists(identifier)) {
            throw new TableAlreadyExistsException(identifier);
        }
        return stage(identifier, columns, partitions, properties, false);
    }

    @Override
    @Deprecated
    public StagedTable stageReplace(
            Identifier identifier, StructType columns, Transform[] partitions, Map<String, String> properties)
            throws NoSuchNamespaceException, NoSuchTableException {
        if (!tableExists(identifier)) {
            throw new NoSuchTableException(identifier);
        }
        return stage(identifier, columns, partitions, properties, true);
    }

    @Override
    @Deprecated
    public StagedTable stageCreateOrReplace(
            Identifier identifier, StructType columns, Transform[] partitions, Map<String, String> properties)
            throws NoSuchNamespaceException {
        return stage(identifier, columns, partitions, properties, true);
    }

    private StagedTable stage(
            Identifier identifier,
            StructType columns,
            Transform[] partitions,
            Map<String, String> properties,
            boolean replaces)
            throws NoSuchNamespaceException {
        if (description(identifier).isPresent()) {
            throw new BattdatException(
                    qualified(identifier) + " describes the files of the archive. For a table of that"
                            + " name in the files write `/" + identifier.name() + "`");
        }
        return Storage.use(() -> {
            if (!namespaces.exists(identifier.namespace())) {
                throw new NoSuchNamespaceException(identifier.namespace());
            }
            TablePath path = namespaces.table(identifier);
            TableDefinition definition =
                    TableChanges.definition(qualified(identifier), columns, partitions, properties);
            return new StagedArchiveTable(qualified(identifier), archives, path, definition, replaces);
        });
    }

    @Override
    public Table alterTable(Identifier identifier, TableChange... changes) throws NoSuchTableException {
        ArchiveTable table = writable(identifier, "altered");
        TableDefinition changed = TableChanges.changed(table.name(), table.definition(), changes);
        return Storage.use(() -> {
            archives.definitions(table.path()).write(table.path().table(), changed);
            return loadTable(identifier);
        });
    }

    private ArchiveTable writable(Identifier identifier, String what) throws NoSuchTableException {
        if (description(identifier).isPresent()) {
            throw new BattdatException(
                    qualified(identifier) + " describes the files of the archive, and cannot be " + what);
        }
        ArchiveTable table = archiveTable(identifier);
        if (!table.path().isDirectory()) {
            throw new BattdatException(
                    table.name() + " is no directory, and cannot be " + what + ". Name the directory of the files");
        }
        return table;
    }

    /** Removes a table from all files, if that is allowed. */
    @Override
    public boolean dropTable(Identifier identifier) {
        ArchiveTable table;
        try {
            table = writable(identifier, "dropped");
        } catch (NoSuchTableException e) {
            return false;
        }
        Storage.use(() -> {
            table.drop();
            return null;
        });
        return true;
    }

    @Override
    public boolean purgeTable(Identifier identifier) {
        return dropTable(identifier);
    }

    @Override
    public void renameTable(Identifier from, Identifier to) {
        throw new BattdatException(
                "the name of " + qualified(from) + " stands in every file, and is not changed. Write" + " CREATE TABLE "
                        + qualified(to) + " AS SELECT * FROM " + qualified(from) + ", and drop the old table");
    }

    @Override
    public boolean namespaceExists(String[] namespace) {
        return Storage.use(() -> namespaces.exists(namespace));
    }

    @Override
    public String[][] listNamespaces() throws NoSuchNamespaceException {
        return listNamespaces(new String[0]);
    }

    @Override
    public String[][] listNamespaces(String[] namespace) throws NoSuchNamespaceException {
        return Storage.use(() -> namespaces.list(namespace));
    }

    @Override
    public Map<String, String> loadNamespaceMetadata(String[] namespace) throws NoSuchNamespaceException {
        boolean hasDirectory = conf().warehouse().isPresent() || namespace.length > 0;
        return hasDirectory
                ? Map.of(
                        SupportsNamespaces.PROP_LOCATION,
                        Storage.use(() -> namespaces.existing(namespace)).toString())
                : Map.of();
    }

    @Override
    public void createNamespace(String[] namespace, Map<String, String> metadata)
            throws NamespaceAlreadyExistsException {
        if (namespaceExists(namespace)) {
            throw new NamespaceAlreadyExistsException(namespace);
        }
        try {
            Storage.use(() -> {
                namespaces.create(namespace);
                return null;
            });
        } catch (NoSuchNamespaceException e) {
            throw new BattdatException(
                    String.join(".", namespace) + ": no directory of an archive can have this name. Use one that is no"
                            + " path, does not begin with a dot or an underscore, and has neither : nor =",
                    e);
        }
    }

    @Override
    public void alterNamespace(String[] namespace, NamespaceChange... changes) {
        throw new BattdatException("a namespace of catalog " + name + " is a directory, which has no properties");
    }

    /** Removes an empty directory. {@code CASCADE} removes no more: the files may hold what no table shows. */
    @Override
    public boolean dropNamespace(String[] namespace, boolean cascade)
            throws NoSuchNamespaceException, NonEmptyNamespaceException {
        if (Storage.use(() -> namespaces.dropEmpty(namespace))) {
            return true;
        }
        if (cascade) {
            throw new BattdatException(name + "." + String.join(".", namespace) + " is not empty, and its files are not"
                    + " deleted by CASCADE. Drop its tables one by one, and delete what is left by other means");
        }
        throw new NonEmptyNamespaceException(namespace);
    }
}

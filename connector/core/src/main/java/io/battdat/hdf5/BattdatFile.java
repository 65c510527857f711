package io.battdat.hdf5;

import io.battdat.BattdatException;
import io.battdat.CorruptFileException;
import io.battdat.MissingTableException;
import io.battdat.UnsupportedFormatException;
import io.battdat.io.CachedInput;
import io.battdat.io.HadoopInput;
import io.battdat.io.LocalInput;
import io.battdat.io.SeekableInput;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.metadata.ColumnSchema;
import io.battdat.metadata.MetadataException;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/**
 * An open battdat file: its cells, their tables, metadata and column schemas.
 *
 * <p>Every method may read from storage; what is damaged is reported when it is first looked at, as a
 * {@link CorruptFileException}. Not safe for use by several threads at once.
 */
public final class BattdatFile implements Closeable {
    /** The prefix that stands for the root of a file. */
    public static final String ROOT = "/";

    /** The table that battdat keeps time series in. */
    public static final String RAW_DATA = "raw_data";

    private static final String METADATA_ATTRIBUTE = "metadata";
    private static final String VERSION_ATTRIBUTE = "battdat_version";

    private final SeekableInput input;
    private final NodeTree tree;
    private final TableTree tables;

    private BattdatFile(SeekableInput input, NodeTree tree) {
        this.input = input;
        this.tree = tree;
        this.tables = new TableTree(tree);
    }

    /** Opens a file of the local file system. */
    public static BattdatFile open(Path path) throws IOException {
        return open(LocalInput.open(path));
    }

    /** Opens a file behind a Hadoop file system, such as {@code hdfs:} or {@code s3a:}. */
    public static BattdatFile open(org.apache.hadoop.fs.Path path, Configuration configuration) throws IOException {
        return open(HadoopInput.open(path, configuration));
    }

    /**
     * Opens a file by its bytes.
     *
     * @param source belongs to the file from now on, and is closed with it, also if opening fails
     * @throws CorruptFileException if it is not HDF5, or is cut short
     */
    public static BattdatFile open(SeekableInput source) throws IOException {
        SeekableInput input = new CachedInput(source);
        try {
            NodeTree tree = guarded(input.location(), "superblock", () -> {
                try {
                    return new NodeTree(SuperblockReader.read(input));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return new BattdatFile(input, tree);
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    /** The path or URI the file was opened from. */
    public String location() {
        return input.location();
    }

    /** The file's bytes, for reading chunks; closed with the file. */
    public SeekableInput input() {
        return input;
    }

    /** A table's place in the file. */
    public record TableName(String prefix, String name) {}

    /**
     * The tables of the file, in the order of their paths: one-dimensional datasets of a compound type. Links to other
     * files and PyTables' own index groups are passed over. Tables that releases before 0.4 wrote through pandas go by the
     * names that they would have today: {@code raw_data} of the prefix {@code cell_a} for the group
     * {@code cell_a_raw_data}.
     */
    public List<TableName> tableNames() throws IOException {
        return guarded(location(), "groups", () -> {
            List<TableName> names = new ArrayList<>();
            for (Node node : tables.walk()) {
                if (node.isTable()) {
                    names.add(new TableName(node.prefix(), node.name()));
                }
            }
            return names;
        });
    }

    /** The prefixes that hold tables; {@link #ROOT} is one of them if tables stand in the root. */
    public List<String> prefixes() throws IOException {
        Set<String> prefixes = new TreeSet<>();
        tableNames().forEach(table -> prefixes.add(table.prefix()));
        return List.copyOf(prefixes);
    }

    /**
     * A table of one cell.
     *
     * @param prefix the cell's group, {@link #ROOT} for the root
     * @throws MissingTableException if there is no such table; the message lists those there are
     */
    public TableInfo table(String prefix, String name) throws IOException {
        return guarded(location(), "table " + name + inPrefix(prefix), () -> {
            Node node = tables.find(prefix, name)
                    .orElseThrow(() -> missing("there is no table " + name + inPrefix(prefix)));
            return info(node);
        });
    }

    /** Whether something has that name in that group, be it a table or not. */
    public boolean hasTable(String prefix, String name) throws IOException {
        return guarded(location(), "groups", () -> tables.find(prefix, name).isPresent());
    }

    /**
     * The prefixes under which something has that name, be it a table or not, in their order. Nothing is looked at but
     * names: {@link #table} tells more.
     */
    public List<String> prefixesOf(String name) throws IOException {
        return guarded(location(), "tables " + name, () -> {
            List<String> prefixes = new ArrayList<>();
            for (Node node : tables.walk()) {
                if (node.name().equals(name)) {
                    prefixes.add(node.prefix());
                }
            }
            return prefixes;
        });
    }

    /**
     * The tables of that name of all cells, in the order of their prefixes; empty if there is none.
     *
     * @throws CorruptFileException if something that is no table has the name, or one of the tables is damaged
     */
    public List<TableInfo> tables(String name) throws IOException {
        return guarded(location(), "tables " + name, () -> {
            List<TableInfo> found = new ArrayList<>();
            for (Node node : tables.walk()) {
                if (node.name().equals(name)) {
                    found.add(info(node));
                }
            }
            return found;
        });
    }

    /**
     * Whether a table is stored as releases before 0.4 did, through pandas. It is read as any other; rows cannot be added.
     *
     * @return false also if there is no such table
     */
    public boolean isOfOldRelease(String prefix, String name) throws IOException {
        return guarded(location(), "groups", () -> tables.find(prefix, name)
                .filter(node -> node.pandas() != null)
                .isPresent());
    }

    private TableInfo info(Node node) {
        return guardedUnchecked(location(), "table " + node.path(), () -> {
            if (!node.isTable()) {
                throw FormatProblem.unsupported("", "it is " + node.description() + hintOfPandas(node));
            }
            TableInfo table =
                    new TableInfoReader(tree.storage(), node.header()).read(location(), node.prefix(), node.name());
            return node.pandas() == null
                    ? table
                    : table.withLayout(node.pandas().layout(table.layout()));
        });
    }

    /** What else than a table pandas stores as a group. */
    private String hintOfPandas(Node node) {
        if (!node.isGroup()) {
            return "";
        }
        Optional<Node> table = PandasTable.of(tree, node).map(PandasTable::node);
        if (table.isPresent()) {
            return ". It holds the table " + table.get().path();
        }
        return Attributes.read(tree.storage(), node.header()).has("pandas_type")
                ? ". pandas wrote it, but not as the table of a data frame: write it with to_hdf(…, format='table')"
                : "";
    }

    /** The battery metadata of the file: that of the root. */
    public BatteryMetadata metadata() throws IOException {
        return metadata(ROOT);
    }

    /**
     * The battery metadata of a cell: that of its group, else of the nearest group above, at last the root. (battdat
     * keeps it in the root; its streaming writer keeps it in the group it is given.)
     *
     * @throws BattdatException if there is none, or it is no JSON object of the known shape
     */
    public BatteryMetadata metadata(String prefix) throws IOException {
        String json = metadataJson(prefix);
        try {
            return BatteryMetadata.fromJson(json);
        } catch (MetadataException e) {
            throw new CorruptFileException(location(), "attribute metadata" + inPrefix(prefix), e.getMessage(), e);
        }
    }

    /** The text of {@link #metadata(String)}, checked to be there but not parsed. */
    public String metadataJson(String prefix) throws IOException {
        return storedMetadataJson(prefix)
                .orElseThrow(() -> new CorruptFileException(
                        location(),
                        "battery metadata, root group",
                        "it has no attribute metadata: no battery metadata was stored"));
    }

    /** The text of {@link #metadata(String)}, not parsed; empty if none was stored. */
    public Optional<String> storedMetadataJson(String prefix) throws IOException {
        return guarded(location(), "battery metadata", () -> {
            for (Node group : tree.groupAndParents(prefix)) {
                Optional<String> text =
                        Attributes.read(tree.storage(), group.header()).text(METADATA_ATTRIBUTE);
                if (text.isPresent()) {
                    return text;
                }
            }
            return Optional.empty();
        });
    }

    /**
     * The column schema of a table; empty for a table without battdat's attributes.
     *
     * @throws BattdatException if the table is marked as battdat's and its schema is missing, or is no JSON of the
     *     known shape
     */
    public Optional<ColumnSchema> columnSchema(String prefix, String name) throws IOException {
        String place = "column schema of table " + name + inPrefix(prefix);
        Optional<String> json = guarded(location(), place, () -> {
            Node node = tables.find(prefix, name)
                    .orElseThrow(() -> missing("there is no table " + name + inPrefix(prefix)));
            Attributes attributes = node.pandas() == null
                    ? Attributes.read(tree.storage(), node.header())
                    : node.pandas().attributes();
            Optional<String> text = attributes.text(METADATA_ATTRIBUTE);
            if (text.isEmpty() && attributes.has(VERSION_ATTRIBUTE)) {
                throw FormatProblem.corrupt("", "the table is marked as battdat's but has no attribute metadata");
            }
            return text;
        });
        try {
            return json.map(ColumnSchema::fromJson);
        } catch (MetadataException e) {
            throw new CorruptFileException(location(), place, e.getMessage(), e);
        }
    }

    /**
     * The name of a cell: its prefix if it has one, else {@code name} of the metadata, else the file's name without its
     * ending.
     */
    public String cellName(String prefix) throws IOException {
        if (!ROOT.equals(prefix)) {
            return prefix;
        }
        boolean hasMetadata = guarded(location(), "battery metadata", () -> Attributes.read(
                        tree.storage(), tree.root().header())
                .has(METADATA_ATTRIBUTE));
        Optional<String> name = hasMetadata ? metadata(ROOT).name() : Optional.empty();
        return name.orElseGet(this::stem);
    }

    private String stem() {
        String file = location().substring(location().lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    private MissingTableException missing(String what) {
        Set<String> present = new LinkedHashSet<>();
        tables.walk().stream().filter(Node::isTable).forEach(node -> present.add(node.path()));
        return new MissingTableException(location() + ": " + what + ". "
                + (present.isEmpty()
                        ? "The file holds no tables at all."
                        : "The file's tables are: " + String.join(", ", present) + "."));
    }

    private static String inPrefix(String prefix) {
        return ROOT.equals(prefix) ? "" : " under prefix " + prefix;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    /** As {@link #guardedUnchecked}, with failures of storage as the {@link IOException}s they were. */
    private static <T> T guarded(String file, String place, Supplier<T> parse) throws IOException {
        try {
            return guardedUnchecked(file, place, parse);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Runs a parser over untrusted bytes. Whatever jHDF or the code here stumbles over (a field out of range, nesting
     * so deep that the stack ends) is a damaged file, and is reported as one.
     */
    private static <T> T guardedUnchecked(String file, String place, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (BattdatException e) {
            throw e;
        } catch (FormatProblem e) {
            String where = e.place().isEmpty() ? place : place + ", " + e.place();
            throw e.isUnsupported()
                    ? new UnsupportedFormatException(file, where, e.getMessage())
                    : new CorruptFileException(file, where, e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e;
        } catch (UnsupportedHdfException e) {
            throw new UnsupportedFormatException(
                    file, place, "it uses what is not read (" + e.getMessage() + "). Copy it with h5repack");
        } catch (RuntimeException e) {
            UncheckedIOException storage = storageFailure(e);
            if (storage != null) {
                throw storage;
            }
            throw new CorruptFileException(file, place, "it cannot be parsed (" + rootMessage(e) + ")", e);
        } catch (StackOverflowError e) {
            throw new CorruptFileException(file, place, "its structures are nested too deeply");
        }
    }

    /** jHDF wraps what it meets: a failure of storage must not be taken for a damaged file. */
    private static UncheckedIOException storageFailure(Throwable e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UncheckedIOException failure) {
                return failure;
            }
        }
        return null;
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}

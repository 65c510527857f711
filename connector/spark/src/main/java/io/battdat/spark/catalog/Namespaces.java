package io.battdat.spark.catalog;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.spark.SessionConfiguration;
import io.battdat.spark.files.HiddenNames;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Which directory a namespace is: one below the warehouse, and never outside of it. Without a warehouse the first part of
 * a name is a path.
 */
final class Namespaces {
    private static final String SEPARATOR = "/";

    private final CatalogConf conf;

    Namespaces(CatalogConf conf) {
        this.conf = conf;
    }

    /** Where a table is, be it there or not. */
    TablePath table(Identifier name) throws NoSuchNamespaceException, IOException {
        if (conf.warehouse().isEmpty() && name.namespace().length == 0) {
            return new TablePath(name.name(), isDirectory(new Path(name.name())), BattdatFile.RAW_DATA);
        }
        return new TablePath(directory(name.namespace()).toString(), true, storedName(name.name()));
    }

    /**
     * The name that a table has in the files. A slash before it, which no table has in its name, tells it from one of the
     * {@link Description}s.
     */
    static String storedName(String name) {
        return name.startsWith(SEPARATOR) ? name.substring(1) : name;
    }

    /** The name by which a table of the files is known in SQL. */
    static String sqlName(String stored) {
        return Description.of(stored).isPresent() ? SEPARATOR + stored : stored;
    }

    /**
     * The directory of a namespace, which need not be there.
     *
     * @throws NoSuchNamespaceException for names that no directory of the catalog has, such as {@code ..}
     */
    Path directory(String[] namespace) throws NoSuchNamespaceException {
        Path directory;
        List<String> names = List.of(namespace);
        if (conf.warehouse().isPresent()) {
            directory = new Path(conf.warehouse().get());
        } else if (namespace.length > 0 && !namespace[0].isEmpty()) {
            directory = new Path(namespace[0]);
            names = names.subList(1, namespace.length);
        } else {
            throw new BattdatException("catalog " + conf.name() + " has no directory of its own. Put a path into the"
                    + " statement, as in " + conf.name() + ".`/archive`.raw_data, or set spark.sql.catalog."
                    + conf.name()
                    + ".warehouse");
        }
        for (String name : names) {
            if (!isName(name)) {
                throw new NoSuchNamespaceException(namespace);
            }
            directory = new Path(directory, name);
        }
        return directory;
    }

    /** Whether a directory of that name is a namespace: it is visible, and neither a path nor a partition. */
    private static boolean isName(String name) {
        return !name.isEmpty()
                && !HiddenNames.isHidden(name)
                && Stream.of(SEPARATOR, "\\", ":", "=", "\0").noneMatch(name::contains);
    }

    private FileSystem fileSystem(Path directory) throws IOException {
        return directory.getFileSystem(SessionConfiguration.of(conf.options(), SQLConf.get()));
    }

    boolean exists(String[] namespace) throws IOException {
        if (conf.warehouse().isEmpty() && namespace.length == 0) {
            return true;
        }
        try {
            return isDirectory(directory(namespace));
        } catch (NoSuchNamespaceException e) {
            return false;
        }
    }

    private boolean isDirectory(Path path) throws IOException {
        try {
            return fileSystem(path).getFileStatus(path).isDirectory();
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    /** The directory of a namespace, which is there. */
    Path existing(String[] namespace) throws NoSuchNamespaceException, IOException {
        if (!exists(namespace)) {
            throw new NoSuchNamespaceException(namespace);
        }
        return directory(namespace);
    }

    /** The namespaces in a namespace; of a catalog without a warehouse nobody knows them. */
    String[][] list(String[] parent) throws NoSuchNamespaceException, IOException {
        if (conf.warehouse().isEmpty() && parent.length == 0) {
            return new String[0][];
        }
        Path directory = existing(parent);
        List<String[]> children = new ArrayList<>();
        for (FileStatus status : fileSystem(directory).listStatus(directory)) {
            if (status.isDirectory() && isName(status.getPath().getName())) {
                String[] child = Arrays.copyOf(parent, parent.length + 1);
                child[parent.length] = status.getPath().getName();
                children.add(child);
            }
        }
        children.sort((one, other) -> one[parent.length].compareTo(other[parent.length]));
        return children.toArray(new String[0][]);
    }

    void create(String[] namespace) throws NoSuchNamespaceException, IOException {
        Path directory = directory(namespace);
        fileSystem(directory).mkdirs(directory);
    }

    /**
     * Removes a directory in which nothing is, hidden files included.
     *
     * @return false if something is in it
     */
    boolean dropEmpty(String[] namespace) throws NoSuchNamespaceException, IOException {
        Path directory = existing(namespace);
        FileSystem fileSystem = fileSystem(directory);
        return fileSystem.listStatus(directory).length == 0 && fileSystem.delete(directory, false);
    }
}

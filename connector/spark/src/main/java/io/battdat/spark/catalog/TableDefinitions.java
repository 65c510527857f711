package io.battdat.spark.catalog;

import io.battdat.BattdatException;
import io.battdat.spark.files.EscapedName;
import io.battdat.spark.files.FileSwap;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** The definitions of the tables of a directory: a JSON file each, in a directory that readers of files do not see. */
final class TableDefinitions {
    private static final String DIRECTORY = "_battdat_tables";
    private static final String ENDING = ".json";
    private static final int MOST_BYTES = 16 << 20;

    private final Path directory;
    private final Configuration configuration;

    TableDefinitions(String archive, Configuration configuration) {
        this.directory = new Path(archive, DIRECTORY);
        this.configuration = configuration;
    }

    /** On a local disk, without the checksums that Hadoop would keep beside the files. */
    private FileSystem fileSystem() throws IOException {
        FileSystem fileSystem = directory.getFileSystem(configuration);
        return fileSystem instanceof LocalFileSystem local ? local.getRawFileSystem() : fileSystem;
    }

    private Path file(String table) {
        return new Path(directory, EscapedName.escape(table) + ENDING);
    }

    SortedSet<String> names() throws IOException {
        SortedSet<String> names = new TreeSet<>();
        try {
            for (FileStatus status : fileSystem().listStatus(directory)) {
                String name = status.getPath().getName();
                if (name.endsWith(ENDING) && !name.startsWith(".")) {
                    names.add(EscapedName.unescape(name.substring(0, name.length() - ENDING.length())));
                }
            }
        } catch (FileNotFoundException e) {
            // nothing was defined yet
        }
        return names;
    }

    Optional<TableDefinition> read(String table) throws IOException {
        Path file = file(table);
        try (InputStream stream = fileSystem().open(file)) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new BattdatException(file + ": the declaration of a table has no more than 16 MiB");
            }
            return Optional.of(TableDefinition.fromJson(file.toString(), new String(bytes, StandardCharsets.UTF_8)));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Puts a definition into the place of the one that is there. */
    void write(String table, TableDefinition definition) throws IOException {
        FileSystem fileSystem = fileSystem();
        Path file = file(table);
        Path written = new Path(directory, "." + UUID.randomUUID());
        try {
            try (OutputStream stream = fileSystem.create(written, false)) {
                stream.write(definition.toJson().getBytes(StandardCharsets.UTF_8));
            }
            FileSwap.replace(directory.getFileSystem(configuration), written, file, configuration);
        } finally {
            fileSystem.delete(written, false);
        }
    }

    void delete(String table) throws IOException {
        FileSystem fileSystem = fileSystem();
        fileSystem.delete(file(table), false);
        if (fileSystem.exists(directory) && fileSystem.listStatus(directory).length == 0) {
            fileSystem.delete(directory, false);
        }
    }
}

package io.battdat.spark.write;

import io.battdat.BattdatException;
import io.battdat.spark.SessionConfiguration;
import io.battdat.spark.files.FileListing;
import io.battdat.spark.files.ListedFile;
import io.battdat.spark.files.ListingOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The directory that is written to. Lives on the driver. */
final class Target {
    private final Path path;
    private final FileSystem fileSystem;
    private final Configuration configuration;
    private final CaseInsensitiveStringMap listing;
    /** The topmost directory of the path that was not there at first; null if all were. */
    private final Path firstMissing;

    private Target(Path path, FileSystem fileSystem, Configuration configuration, CaseInsensitiveStringMap listing)
            throws IOException {
        this.path = path;
        this.fileSystem = fileSystem;
        this.configuration = configuration;
        this.listing = listing;
        Path missing = null;
        for (Path parent = path; parent != null && !fileSystem.exists(parent); parent = parent.getParent()) {
            missing = parent;
        }
        this.firstMissing = missing;
    }

    /** @param options of the write, which may say that sub-directories are other archives */
    static Target of(CaseInsensitiveStringMap options) throws IOException {
        String location = options.get(SessionConfiguration.PATH);
        if (location == null || location.isEmpty()) {
            throw new BattdatException("no path was given. Name the directory to write to: save(\"/archive\")");
        }
        Configuration configuration = SessionConfiguration.of(options, SQLConf.get());
        boolean isNamespace = options.getBoolean(ListingOptions.PARTITION_DIRECTORIES_ONLY, false);
        Path path = new Path(location);
        FileSystem fileSystem = path.getFileSystem(configuration);
        Path qualified = path.makeQualified(fileSystem.getUri(), fileSystem.getWorkingDirectory());
        Map<String, String> listing = new HashMap<>();
        listing.put(ListingOptions.GLOB_PATHS, "false");
        if (isNamespace) {
            listing.put(ListingOptions.PARTITION_DIRECTORIES_ONLY, "true");
            listing.put(ListingOptions.PATH_GLOB_FILTER, options.getOrDefault(ListingOptions.PATH_GLOB_FILTER, "*"));
        } else {
            listing.put(ListingOptions.RECURSIVE_FILE_LOOKUP, "true");
        }
        return new Target(qualified, fileSystem, configuration, new CaseInsensitiveStringMap(listing));
    }

    Path path() {
        return path;
    }

    FileSystem fileSystem() {
        return fileSystem;
    }

    Configuration configuration() {
        return configuration;
    }

    boolean exists() throws IOException {
        return fileSystem.exists(path);
    }

    /** Fails if the path is a file's, which could not become a directory without being lost. */
    void checkDirectory() throws IOException {
        if (exists()) {
            FileStatus status = fileSystem.getFileStatus(path);
            if (status.isFile()) {
                throw new BattdatException(
                        path + " is a file. Spark writes directories: name the directory that the file"
                                + " is in, or another one");
            }
        }
    }

    /** Deletes the directories that the write made, as far as nothing is in them. */
    void deleteIfNew() throws IOException {
        if (firstMissing == null) {
            return;
        }
        Path end = firstMissing.getParent();
        for (Path made = path; !made.equals(end); made = made.getParent()) {
            if (fileSystem.exists(made)) {
                if (fileSystem.listStatus(made).length > 0) {
                    return;
                }
                fileSystem.delete(made, false);
            }
        }
    }

    /** The files that a reader would find, by their paths below the directory; none if it does not exist. */
    SortedMap<String, ListedFile> files() throws IOException {
        SortedMap<String, ListedFile> files = new TreeMap<>();
        if (exists()) {
            ListingOptions options = ListingOptions.from(listing, SQLConf.get());
            for (ListedFile file : new FileListing(options, configuration)
                    .list(List.of(path.toString()))
                    .files()) {
                files.put(relative(new Path(file.path())), file);
            }
        }
        return files;
    }

    /** The path of a file below the directory. */
    String relative(String file) {
        return relative(new Path(file));
    }

    private String relative(Path file) {
        StringBuilder relative = new StringBuilder(file.getName());
        for (Path parent = file.getParent();
                parent != null && !parent.toUri().getPath().equals(path.toUri().getPath());
                parent = parent.getParent()) {
            relative.insert(0, parent.getName() + "/");
        }
        return relative.toString();
    }
}

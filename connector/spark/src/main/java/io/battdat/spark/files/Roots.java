package io.battdat.spark.files;

import io.battdat.BattdatException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what the given paths stand for: globs expanded, existence checked. */
final class Roots {
    private static final Logger LOG = LoggerFactory.getLogger(Roots.class);
    private static final String GLOB_CHARACTERS = "{}[]*?\\";

    private final ListingOptions options;
    private final Configuration configuration;

    Roots(ListingOptions options, Configuration configuration) {
        this.options = options;
        this.configuration = configuration;
    }

    List<Root> resolve(List<String> paths, ListingThreads threads) {
        List<Root> roots = new ArrayList<>();
        threads.map(paths, this::resolve).forEach(roots::addAll);
        return roots;
    }

    private List<Root> resolve(String text) {
        Path given = path(text);
        try {
            FileSystem fileSystem = given.getFileSystem(configuration);
            Path path = fileSystem.makeQualified(given);
            // What exists by that very name wins, so that a file named "run[2].h5" can be read without escaping.
            Optional<FileStatus> literal = status(fileSystem, path);
            if (literal.isPresent()) {
                return List.of(Root.of(fileSystem, literal.get(), true));
            }
            List<Root> matches = options.globPaths() && isGlob(path) ? expand(fileSystem, path) : List.of();
            if (!matches.isEmpty()) {
                return matches;
            }
            if (!options.ignoreMissingFiles()) {
                throw PathNotFoundException.raise(path.toString());
            }
            LOG.warn("Path {} does not exist and is left out, as ignoreMissingFiles asks", path);
            return List.of();
        } catch (IOException e) {
            throw ListingFailure.at(text, e);
        }
    }

    private static Path path(String text) {
        try {
            return new Path(text);
        } catch (IllegalArgumentException e) {
            throw new BattdatException(
                    "Path '" + text + "' is no path that Hadoop understands: " + e.getMessage()
                            + ". Give a local path or a URI such as s3a://bucket/archive.",
                    e);
        }
    }

    private static boolean isGlob(Path path) {
        return path.toString().chars().anyMatch(character -> GLOB_CHARACTERS.indexOf(character) >= 0);
    }

    private static Optional<FileStatus> status(FileSystem fileSystem, Path path) throws IOException {
        try {
            return Optional.of(fileSystem.getFileStatus(path));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private static List<Root> expand(FileSystem fileSystem, Path pattern) throws IOException {
        FileStatus[] statuses = fileSystem.globStatus(pattern);
        if (statuses == null) {
            return List.of();
        }
        List<Root> roots = new ArrayList<>(statuses.length);
        for (FileStatus status : statuses) {
            roots.add(Root.of(fileSystem, status, false));
        }
        return roots;
    }
}

package io.battdat.spark.files;

import io.battdat.BattdatException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The directories at which partition directories begin: {@code basePath} if given, else the given directories and those
 * of the given files.
 */
final class BasePaths {
    private final ListingOptions options;
    private final Configuration configuration;

    BasePaths(ListingOptions options, Configuration configuration) {
        this.options = options;
        this.configuration = configuration;
    }

    Set<Path> of(List<Root> roots) {
        if (options.basePath().isEmpty()) {
            return roots.stream()
                    .map(root -> root.isDirectory() ? root.path() : root.path().getParent())
                    .collect(Collectors.toSet());
        }
        Path basePath = directory(options.basePath().get());
        for (Root root : roots) {
            if (!isAtOrBelow(root.path(), basePath)) {
                throw new BattdatException("Option 'basePath' is " + basePath + ", but path " + root.path()
                        + " does not lie in it. Set basePath to a directory that holds every path, or leave it out.");
            }
        }
        return Set.of(basePath);
    }

    private Path directory(String text) {
        try {
            Path given = new Path(text);
            FileSystem fileSystem = given.getFileSystem(configuration);
            Root root = Root.of(fileSystem, fileSystem.getFileStatus(given), true);
            if (!root.isDirectory()) {
                throw new BattdatException("Option 'basePath' is " + text
                        + ", which is a file. Set it to the directory in which the partition directories begin.");
            }
            return root.path();
        } catch (IllegalArgumentException | FileNotFoundException e) {
            throw new BattdatException(
                    "Option 'basePath' is '" + text
                            + "', which does not exist. Set it to the directory in which the partition directories"
                            + " begin; it may not be a glob.",
                    e);
        } catch (IOException e) {
            throw ListingFailure.at(text, e);
        }
    }

    private static boolean isAtOrBelow(Path path, Path directory) {
        for (Path current = path; current != null; current = current.getParent()) {
            if (current.equals(directory)) {
                return true;
            }
        }
        return false;
    }
}

package io.battdat.spark.files;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The real directories on the way down to a local directory, links resolved: one that is met again on its own way down
 * is a loop. Two links to one directory beside each other are none; like Spark, we list both. Other file systems have
 * no links that a listing follows.
 */
final class DirectoryChain {
    private static final DirectoryChain LINK_FREE = new DirectoryChain(null, null);

    private final DirectoryChain parent;
    private final java.nio.file.Path realPath;

    private DirectoryChain(DirectoryChain parent, java.nio.file.Path realPath) {
        this.parent = parent;
        this.realPath = realPath;
    }

    static DirectoryChain startingAt(FileSystem fileSystem, Path root) {
        if (!"file".equals(fileSystem.getUri().getScheme())) {
            return LINK_FREE;
        }
        return new DirectoryChain(null, realPath(root).orElse(null));
    }

    /** The chain down to a sub-directory, or nothing if that would go round in a circle. */
    Optional<DirectoryChain> enter(Path directory) {
        if (this == LINK_FREE) {
            return Optional.of(this);
        }
        Optional<java.nio.file.Path> entered = realPath(directory);
        if (entered.isPresent() && contains(entered.get())) {
            return Optional.empty();
        }
        return Optional.of(new DirectoryChain(this, entered.orElse(null)));
    }

    private boolean contains(java.nio.file.Path directory) {
        for (DirectoryChain link = this; link != null; link = link.parent) {
            if (directory.equals(link.realPath)) {
                return true;
            }
        }
        return false;
    }

    /** Nothing where the directory has just vanished or may not be read: listing it will say so. */
    private static Optional<java.nio.file.Path> realPath(Path directory) {
        try {
            return Optional.of(
                    java.nio.file.Path.of(directory.toUri().getPath()).toRealPath());
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}

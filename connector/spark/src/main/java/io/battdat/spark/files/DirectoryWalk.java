package io.battdat.spark.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects every visible file below some roots, one level of directories after the other, a level's in parallel. */
final class DirectoryWalk {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWalk.class);

    private final ListingOptions options;
    private final ListingThreads threads;
    private final Map<Path, FileStatus> files = new LinkedHashMap<>();
    private final Set<Path> hiddenDirectories = new TreeSet<>();
    private int hidden;

    DirectoryWalk(ListingOptions options, ListingThreads threads) {
        this.options = options;
        this.threads = threads;
    }

    void walk(List<Root> roots) {
        List<Directory> level = new ArrayList<>();
        // Roots may lie within each other; each directory is listed once.
        Set<Path> seen = new HashSet<>();
        for (Root root : roots) {
            if (root.isDirectory()) {
                if (seen.add(root.path())) {
                    level.add(new Directory(
                            root.fileSystem(), root.path(), DirectoryChain.startingAt(root.fileSystem(), root.path())));
                }
            } else if (root.named() || !HiddenNames.isHidden(root.path().getName())) {
                files.put(root.path(), root.status());
            } else {
                hidden++;
            }
        }
        while (!level.isEmpty()) {
            List<Directory> next = new ArrayList<>();
            for (Contents contents : threads.map(level, this::list)) {
                contents.files.forEach(file -> files.put(file.getPath(), file));
                hidden += contents.hidden;
                hiddenDirectories.addAll(contents.hiddenDirectories);
                for (Directory directory : contents.directories) {
                    if (seen.add(directory.path)) {
                        next.add(directory);
                    }
                }
            }
            level = next;
        }
    }

    /** By path, in no promised order. */
    Map<Path, FileStatus> files() {
        return files;
    }

    /** Hidden files and directories that were met; what is inside a hidden directory is not counted. */
    int hidden() {
        return hidden;
    }

    /** Hidden directories that were met and not entered. */
    Set<Path> hiddenDirectories() {
        return hiddenDirectories;
    }

    private Contents list(Directory directory) {
        try {
            return options.flatListingSchemes()
                            .contains(directory.fileSystem.getUri().getScheme())
                    ? listTree(directory)
                    : listDirectory(directory);
        } catch (FileNotFoundException e) {
            if (!options.ignoreMissingFiles()) {
                throw ListingFailure.vanished(directory.path, e);
            }
            LOG.warn("Directory {} vanished while it was listed and is left out", directory.path);
            return new Contents();
        } catch (IOException e) {
            throw ListingFailure.at(directory.path, e);
        }
    }

    private Contents listDirectory(Directory directory) throws IOException {
        Contents contents = new Contents();
        RemoteIterator<FileStatus> statuses = directory.fileSystem.listStatusIterator(directory.path);
        while (statuses.hasNext()) {
            ListingThreads.failIfInterrupted();
            FileStatus status = statuses.next();
            if (HiddenNames.isHidden(status.getPath().getName())) {
                contents.hidden++;
                if (status.isDirectory()) {
                    contents.hiddenDirectories.add(status.getPath());
                }
            } else if (!status.isDirectory()) {
                contents.files.add(status);
            } else if (isEntered(status.getPath())) {
                directory.enter(status.getPath()).ifPresent(contents.directories::add);
            }
        }
        return contents;
    }

    private boolean isEntered(Path directory) {
        return !options.partitionDirectoriesOnly() || directory.getName().contains("=");
    }

    private Contents listTree(Directory root) throws IOException {
        Contents contents = new Contents();
        RemoteIterator<? extends FileStatus> statuses = root.fileSystem.listFiles(root.path, true);
        while (statuses.hasNext()) {
            ListingThreads.failIfInterrupted();
            FileStatus status = statuses.next();
            if (isHiddenBelow(root.path, status.getPath())) {
                contents.hidden++;
                contents.hiddenDirectories.add(status.getPath().getParent());
            } else if (isEnteredBelow(root.path, status.getPath())) {
                contents.files.add(status);
            }
        }
        return contents;
    }

    private boolean isEnteredBelow(Path root, Path file) {
        for (Path path = file.getParent(); path != null && !path.equals(root); path = path.getParent()) {
            if (!isEntered(path)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHiddenBelow(Path root, Path file) {
        for (Path path = file; path != null && !path.equals(root); path = path.getParent()) {
            if (HiddenNames.isHidden(path.getName())) {
                return true;
            }
        }
        return false;
    }

    private static final class Contents {
        private final List<FileStatus> files = new ArrayList<>();
        private final List<Directory> directories = new ArrayList<>();
        private final Set<Path> hiddenDirectories = new HashSet<>();
        private int hidden;
    }

    private record Directory(FileSystem fileSystem, Path path, DirectoryChain chain) {

        Optional<Directory> enter(Path child) {
            Optional<Directory> entered = chain.enter(child).map(longer -> new Directory(fileSystem, child, longer));
            if (entered.isEmpty()) {
                LOG.warn("Directory {} is a link to a directory that holds it and is not followed", child);
            }
            return entered;
        }
    }
}

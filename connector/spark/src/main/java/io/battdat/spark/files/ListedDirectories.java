package io.battdat.spark.files;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;

/**
 * Where files were looked for.
 *
 * @param roots the directories that the given paths stand for, or that hold the files that they stand for
 * @param hidden directories with hidden names that were met below them
 */
public record ListedDirectories(List<Path> roots, List<Path> hidden) {
    static final ListedDirectories NONE = new ListedDirectories(List.of(), List.of());

    public ListedDirectories {
        roots = List.copyOf(roots);
        hidden = List.copyOf(hidden);
    }

    static ListedDirectories of(List<Root> roots, DirectoryWalk walk) {
        Set<Path> directories = new TreeSet<>();
        for (Root root : roots) {
            directories.add(root.isDirectory() ? root.path() : root.path().getParent());
        }
        return new ListedDirectories(List.copyOf(directories), List.copyOf(walk.hiddenDirectories()));
    }
}

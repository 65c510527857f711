package io.battdat.spark.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;

/** Lists files as Spark's own file sources do: on the driver, without a Spark job, over any Hadoop file system. */
public final class FileListing {
    private static final InternalRow NO_PARTITION_VALUES = new GenericInternalRow(new Object[0]);

    private final ListingOptions options;
    private final Configuration configuration;

    /** The configuration is the session's with the read's options in it, where credentials may be. */
    public FileListing(ListingOptions options, Configuration configuration) {
        this.options = options;
        this.configuration = configuration;
    }

    /**
     * Lists files, directories and globs. That nothing is left to read is no error here; see
     * {@link ListedFiles#filteredFiles()}.
     *
     * <p>Throws {@link PathNotFoundException}, which is checked and not declared, for a path that does not exist, and
     * {@link io.battdat.BattdatException} for all else.
     */
    public ListedFiles list(List<String> paths) {
        if (paths.isEmpty()) {
            return new ListedFiles(
                    List.of(),
                    new StructType(),
                    new FilteredFiles(0, 0, 0, 0),
                    PartitionLayout.UNPARTITIONED,
                    options,
                    ListedDirectories.NONE);
        }
        try (ListingThreads threads = new ListingThreads()) {
            List<Root> roots = new Roots(options, configuration).resolve(paths, threads);
            DirectoryWalk walk = new DirectoryWalk(options, threads);
            walk.walk(roots);
            return listed(roots, walk);
        }
    }

    private ListedFiles listed(List<Root> roots, DirectoryWalk walk) {
        PartitionLayout layout = layout(roots, walk.files().keySet());
        PartitionColumns columns = PartitionColumns.of(layout, new StructType(), options);
        List<FileStatus> selected = select(roots, walk.files(), layout);
        FileFilter filter = new FileFilter(options);
        List<ListedFile> files = selected.stream()
                .filter(filter::accepts)
                .map(file -> new ListedFile(
                        file.getPath().toString(),
                        file.getLen(),
                        file.getModificationTime(),
                        layout.isPartitioned() ? columns.row(file.getPath().getParent()) : NO_PARTITION_VALUES))
                .sorted(Comparator.comparing(ListedFile::path))
                .toList();
        // A file may be selected twice, by two of the given paths.
        int outsideLayout =
                walk.files().size() - (int) selected.stream().distinct().count();
        return new ListedFiles(
                files,
                columns.schema(),
                filter.filtered(walk.hidden(), outsideLayout),
                layout,
                options,
                ListedDirectories.of(roots, walk));
    }

    /** Before single files are filtered, as in Spark: which columns there are does not depend on pathGlobFilter. */
    private PartitionLayout layout(List<Root> roots, Collection<Path> files) {
        if (options.recursiveFileLookup()) {
            return PartitionLayout.UNPARTITIONED;
        }
        Collection<Path> directories =
                files.stream().map(Path::getParent).collect(Collectors.toCollection(TreeSet::new));
        return new PartitionDiscovery(options).discover(directories, new BasePaths(options, configuration).of(roots));
    }

    private List<FileStatus> select(List<Root> roots, Map<Path, FileStatus> files, PartitionLayout layout) {
        if (options.recursiveFileLookup()) {
            return List.copyOf(files.values());
        }
        if (layout.isPartitioned()) {
            return files.values().stream()
                    .filter(file ->
                            layout.rawValues().containsKey(file.getPath().getParent()))
                    .toList();
        }
        // A hidden file that was named is read for its own name, not once more with its directory.
        Map<Path, List<FileStatus>> byDirectory = files.values().stream()
                .filter(file -> !HiddenNames.isHidden(file.getPath().getName()))
                .collect(Collectors.groupingBy(file -> file.getPath().getParent()));
        List<FileStatus> selected = new ArrayList<>();
        for (Root root : roots) {
            if (root.isDirectory()) {
                selected.addAll(byDirectory.getOrDefault(root.path(), List.of()));
            } else if (files.containsKey(root.path())) {
                selected.add(files.get(root.path()));
            }
        }
        return selected;
    }
}

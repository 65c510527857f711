package io.battdat.spark.files;

import io.battdat.BattdatException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/** Finds the partition columns that a set of directories agrees on, by the rules of Spark's file sources. */
final class PartitionDiscovery {
    private static final int DIRECTORIES_IN_MESSAGE = 20;

    private final ListingOptions options;

    PartitionDiscovery(ListingOptions options) {
        this.options = options;
    }

    /** The directories are those that hold files; in sorted order, so that the first spelling of a name is stable. */
    PartitionLayout discover(Collection<Path> directories, Set<Path> basePaths) {
        List<PartitionDirectory> parsed = directories.stream()
                .flatMap(directory -> PartitionDirectory.parse(directory, basePaths).stream())
                .toList();
        List<PartitionDirectory> partitions =
                parsed.stream().filter(PartitionDirectory::isPartitioned).toList();
        if (partitions.isEmpty()) {
            return PartitionLayout.UNPARTITIONED;
        }
        if (!options.ignoreInvalidPartitionPaths()) {
            checkStarts(parsed);
        }
        checkColumnNames(partitions);
        checkDistinct(partitions.get(0));
        Map<Path, List<String>> rawValues = new LinkedHashMap<>();
        partitions.forEach(partition -> rawValues.put(partition.path(), partition.rawValues()));
        return new PartitionLayout(partitions.get(0).columnNames(), rawValues);
    }

    private static void checkStarts(List<PartitionDirectory> directories) {
        // Spark compares these without regard to case, whatever the session says of columns.
        Set<String> starts = directories.stream()
                .map(directory -> directory.start().toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (starts.size() > 1) {
            throw new BattdatException("Conflicting directory structures detected: partition directories"
                    + " (key=value) must all begin at one directory, and no files may lie in other sub-directories"
                    + " beside them. Suspicious paths:" + listed(starts.stream())
                    + "\nIf the given paths are partition directories, set basePath to the root of the table; if they"
                    + " are several tables, load them separately and union them; to read every file without"
                    + " partition columns set recursiveFileLookup=true.");
        }
    }

    private void checkColumnNames(List<PartitionDirectory> partitions) {
        Map<List<String>, Path> firstDirectories = new LinkedHashMap<>();
        for (PartitionDirectory partition : partitions) {
            firstDirectories.putIfAbsent(
                    partition.columnNames().stream().map(this::comparable).toList(), partition.path());
        }
        if (firstDirectories.size() > 1) {
            throw new BattdatException("Conflicting partition column names detected:"
                    + listed(firstDirectories.entrySet().stream()
                            .map(entry -> String.join(", ", entry.getKey()) + " in " + entry.getValue()))
                    + "\nFiles of a partitioned table lie in its innermost directories only, and directories of one"
                    + " level name the same column. Move the files that lie elsewhere, or set"
                    + " recursiveFileLookup=true to read every file without partition columns.");
        }
    }

    private void checkDistinct(PartitionDirectory partition) {
        Set<String> names = new HashSet<>();
        for (String name : partition.columnNames()) {
            if (!names.add(comparable(name))) {
                throw new BattdatException("Partition column '" + name + "' occurs twice in directory "
                        + partition.path() + ". Rename one of the directories"
                        + (options.caseSensitive()
                                ? "."
                                : ", or set spark.sql.caseSensitive=true if only case differs."));
            }
        }
    }

    private String comparable(String columnName) {
        return options.caseSensitive() ? columnName : columnName.toLowerCase(Locale.ROOT);
    }

    private static String listed(Stream<String> lines) {
        return lines.limit(DIRECTORIES_IN_MESSAGE).map(line -> "\n  " + line).collect(Collectors.joining());
    }
}

package io.battdat.spark.files;

import io.battdat.BattdatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * A directory of files, and the {@code key=value} directories on the way up from it.
 *
 * @param start where the way up ended: a base path, or the first directory above that is no {@code key=value} directory
 */
record PartitionDirectory(Path path, Path start, List<String> columnNames, List<String> rawValues) {
    private static final String TEMPORARY = "_temporary";

    /** Nothing for a directory of a write that has not been committed, which is no data. */
    static Optional<PartitionDirectory> parse(Path directory, Set<Path> basePaths) {
        List<String> columnNames = new ArrayList<>();
        List<String> rawValues = new ArrayList<>();
        Path current = directory;
        while (current.getParent() != null) {
            if (current.getName().equalsIgnoreCase(TEMPORARY)) {
                return Optional.empty();
            }
            if (basePaths.contains(current)) {
                break;
            }
            int equalSign = current.getName().indexOf('=');
            if (equalSign >= 0) {
                columnNames.add(columnName(current, equalSign));
                rawValues.add(rawValue(current, equalSign));
            } else if (!columnNames.isEmpty()) {
                break;
            }
            current = current.getParent();
        }
        Collections.reverse(columnNames);
        Collections.reverse(rawValues);
        Path start = columnNames.isEmpty() ? directory : current;
        return Optional.of(new PartitionDirectory(directory, start, columnNames, rawValues));
    }

    boolean isPartitioned() {
        return !columnNames.isEmpty();
    }

    private static String columnName(Path directory, int equalSign) {
        String name = EscapedName.unescape(directory.getName().substring(0, equalSign));
        if (name.isEmpty()) {
            throw new BattdatException("Directory " + directory
                    + " names no partition column before '='. Rename it, or set recursiveFileLookup=true to read all"
                    + " files without partition columns.");
        }
        return name;
    }

    private static String rawValue(Path directory, int equalSign) {
        String value = directory.getName().substring(equalSign + 1);
        if (value.isEmpty()) {
            throw new BattdatException("Directory " + directory
                    + " has no partition value after '='. Rename it (a null is " + PartitionValue.NULL_NAME
                    + "), or set recursiveFileLookup=true to read all files without partition columns.");
        }
        return value;
    }
}

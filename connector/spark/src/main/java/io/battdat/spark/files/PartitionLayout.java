package io.battdat.spark.files;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * What directory names say, before any type is chosen.
 *
 * @param columnNames in the order of the directories, as the first one spells them
 * @param rawValues for each directory of files the values still escaped, one a column; no entry for a directory without
 *     partition values, the files of which are not part of a partitioned table
 */
record PartitionLayout(List<String> columnNames, Map<Path, List<String>> rawValues) {
    static final PartitionLayout UNPARTITIONED = new PartitionLayout(List.of(), Map.of());

    boolean isPartitioned() {
        return !columnNames.isEmpty();
    }
}

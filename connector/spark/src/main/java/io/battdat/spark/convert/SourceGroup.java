package io.battdat.spark.convert;

import java.io.Serializable;
import java.util.List;

/**
 * Files that are read together: mostly one; the tables of a Parquet directory; the parts of a cell's test.
 *
 * @param files in the order in which they are read
 * @param name what becomes of their place in the archive: a path below the source directory, without an ending
 */
record SourceGroup(List<SourceFile> files, String name) implements Serializable {
    SourceGroup {
        files = List.copyOf(files);
    }

    /** The last name of the place. */
    String stem() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    long bytes() {
        return files.stream().mapToLong(SourceFile::bytes).sum();
    }
}

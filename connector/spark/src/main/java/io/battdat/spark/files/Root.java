package io.battdat.spark.files;

import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file or directory that a given path stands for.
 *
 * @param path qualified, equal to what a directory's files give as their parent
 * @param named true if the path was given as it is, false if a glob matched it
 */
record Root(FileSystem fileSystem, Path path, FileStatus status, boolean named) {

    static Root of(FileSystem fileSystem, FileStatus status, boolean named) {
        Path path = fileSystem.makeQualified(status.getPath());
        // The parent of a file in the top directory ends in a slash, where a bare authority does not.
        Path comparable = path.isRoot() && !path.isAbsolute() ? new Path(path, Path.SEPARATOR) : path;
        return new Root(fileSystem, comparable, status, named);
    }

    boolean isDirectory() {
        return status.isDirectory();
    }
}

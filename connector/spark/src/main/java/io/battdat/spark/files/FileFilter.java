package io.battdat.spark.files;

import java.time.Instant;
import org.apache.hadoop.fs.FileStatus;

/** Applies the options that pick single files, and counts what each leaves out. */
final class FileFilter {
    private final ListingOptions options;
    private int name;
    private int modificationTime;
    private int empty;

    FileFilter(ListingOptions options) {
        this.options = options;
    }

    boolean accepts(FileStatus file) {
        if (!options.pathGlobFilter().map(glob -> glob.accept(file.getPath())).orElse(true)) {
            name++;
            return false;
        }
        Instant modified = Instant.ofEpochMilli(file.getModificationTime());
        if (!options.modifiedBefore().map(modified::isBefore).orElse(true)
                || !options.modifiedAfter().map(modified::isAfter).orElse(true)) {
            modificationTime++;
            return false;
        }
        // As in Spark: a file of no bytes is one that a writer has created and not yet written, or a marker.
        if (file.getLen() == 0) {
            empty++;
            return false;
        }
        return true;
    }

    FilteredFiles filtered(int hidden, int outsideLayout) {
        return new FilteredFiles(hidden, outsideLayout, name, modificationTime, empty);
    }
}

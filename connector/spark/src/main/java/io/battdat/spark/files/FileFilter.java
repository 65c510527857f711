package io.battdat.spark.files;

import java.time.Instant;
import org.apache.hadoop.fs.FileStatus;

/**
 * Applies the options that pick single files, and counts what each leaves out.
 *
 * <p>Spark's own sources also leave out files of no bytes, which hold no rows there. Here such a file is a copy that went
 * wrong: it is listed, and reading it is an error.
 */
final class FileFilter {
    private final ListingOptions options;
    private int name;
    private int modificationTime;

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
        return true;
    }

    FilteredFiles filtered(int hidden, int outsideLayout) {
        return new FilteredFiles(hidden, outsideLayout, name, modificationTime);
    }
}

package io.battdat.spark.files;

import java.util.ArrayList;
import java.util.List;

/**
 * How many files were seen under the given paths and not listed, by reason; for the message of a caller that is left
 * with no file.
 *
 * @param hidden files and directories whose names begin with {@code _} or {@code .}, or end in {@code ._COPYING_}
 * @param outsideLayout files in directories that are neither given nor {@code key=value} directories
 * @param name files that {@code pathGlobFilter} does not match
 * @param modificationTime files that {@code modifiedBefore} or {@code modifiedAfter} leaves out
 */
public record FilteredFiles(int hidden, int outsideLayout, int name, int modificationTime) {

    public int total() {
        return hidden + outsideLayout + name + modificationTime;
    }

    /** The counts in words, with what to change to read such files; "none" if no file was left out. */
    public String describe() {
        List<String> reasons = new ArrayList<>();
        add(reasons, hidden, "hidden (name begins with '_' or '.', or ends in '._COPYING_')");
        add(
                reasons,
                outsideLayout,
                "in directories that are neither given nor key=value directories (recursiveFileLookup=true reads them)");
        add(reasons, name, "not matched by pathGlobFilter");
        add(reasons, modificationTime, "left out by modifiedBefore or modifiedAfter");
        return reasons.isEmpty() ? "none" : String.join(", ", reasons);
    }

    private static void add(List<String> reasons, int count, String reason) {
        if (count > 0) {
            reasons.add(count + " " + reason);
        }
    }
}

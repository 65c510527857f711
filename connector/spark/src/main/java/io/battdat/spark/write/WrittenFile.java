package io.battdat.spark.write;

import java.io.Serializable;

/**
 * A file that a task has written.
 *
 * @param relative path below the target
 * @param staged where it waits below the target to take the place of the file that is there; null if it is new, or needs
 *     not wait
 */
record WrittenFile(String relative, String staged) implements Serializable {
    /** The directory below the target; empty for the target itself. */
    String directory() {
        int slash = relative.lastIndexOf('/');
        return slash < 0 ? "" : relative.substring(0, slash);
    }
}

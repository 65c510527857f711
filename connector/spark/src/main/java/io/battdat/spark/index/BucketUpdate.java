package io.battdat.spark.index;

import java.io.Serializable;
import java.util.Set;

/**
 * What becomes of an index file: entries of files that were listed and not scanned are kept.
 *
 * @param folder that it is in
 * @param upToDate keys of data files that it is right about
 * @param scanned keys of data files that are scanned anew
 */
record BucketUpdate(IndexFolder folder, int bucket, Set<String> upToDate, Set<String> scanned) implements Serializable {
    /** Names it among those of all folders. */
    record Id(IndexFolder folder, int bucket) implements Serializable {}
}

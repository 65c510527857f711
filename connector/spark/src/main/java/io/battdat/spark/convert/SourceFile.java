package io.battdat.spark.convert;

import java.io.Serializable;

/**
 * A file that is converted, as it was when it was listed.
 *
 * @param path the URI as Hadoop writes it
 * @param bytes its length
 * @param modified milliseconds since the epoch
 */
record SourceFile(String path, long bytes, long modified) implements Serializable {}

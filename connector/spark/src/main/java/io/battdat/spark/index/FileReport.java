package io.battdat.spark.index;

import java.io.Serializable;

/**
 * What became of a data file.
 *
 * @param rows of all tables
 * @param zones of all tables
 * @param storedBytesRead read from storage
 * @param failure why it is not in the index; null if it is
 */
record FileReport(String path, long rows, long zones, long storedBytesRead, String failure) implements Serializable {}

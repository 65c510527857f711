package io.battdat.spark.files;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * One file to read. Files of one directory share the row of partition values.
 *
 * @param path the URI as Hadoop writes it: unescaped, to be read back with {@code new Path(path)}
 * @param length in bytes
 * @param modificationTimeMillis since the epoch
 * @param partitionValues Catalyst values in the order of {@link ListedFiles#partitionSchema()}; empty without partitions
 */
public record ListedFile(String path, long length, long modificationTimeMillis, InternalRow partitionValues)
        implements Serializable {}

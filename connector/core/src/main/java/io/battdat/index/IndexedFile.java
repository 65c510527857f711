package io.battdat.index;

import java.io.Serializable;
import java.util.List;

/**
 * What an index says of a data file.
 *
 * @param key names the file
 * @param length in bytes, when it was looked at
 * @param modificationTimeMillis since the epoch, when it was looked at
 */
public record IndexedFile(String key, long length, long modificationTimeMillis, List<IndexedTable> tables)
        implements Serializable {
    public IndexedFile {
        tables = List.copyOf(tables);
    }

    /** Whether a file of that length and time is the one that was looked at. */
    public boolean isOf(long fileLength, long fileTimeMillis) {
        return length == fileLength && modificationTimeMillis == fileTimeMillis;
    }
}

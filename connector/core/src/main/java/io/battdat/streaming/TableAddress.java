package io.battdat.streaming;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import java.io.IOException;

/**
 * A table as the user names it, and where it stands. As in Python, {@code cell_a/raw_data} may be said for the table
 * {@code raw_data} under the prefix {@code cell_a}.
 *
 * @param key what the user said
 */
record TableAddress(String key, String prefix, String name) {
    static TableAddress of(String prefix, String key) {
        String path = trimSlashes(trimSlashes(prefix) + "/" + trimSlashes(key));
        int slash = path.lastIndexOf('/');
        return new TableAddress(key, normalPrefix(path.substring(0, Math.max(slash, 0))), path.substring(slash + 1));
    }

    /** A prefix as {@link BattdatFile} spells it: without slashes at its ends, or {@link BattdatFile#ROOT}. */
    static String normalPrefix(String prefix) {
        String trimmed = trimSlashes(prefix);
        return trimmed.isEmpty() ? BattdatFile.ROOT : trimmed;
    }

    TableInfo find(BattdatFile file) throws IOException {
        return file.table(prefix, name);
    }

    private static String trimSlashes(String path) {
        int start = 0;
        int end = path.length();
        while (start < end && path.charAt(start) == '/') {
            start++;
        }
        while (end > start && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(start, end);
    }
}

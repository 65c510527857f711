package io.battdat.spark.read;

import io.battdat.spark.files.ListedFile;
import io.battdat.spark.index.KnownFile;
import java.io.Serializable;
import java.util.List;

/** What a task reads of one file. */
sealed interface Split extends Serializable {
    ListedFile file();

    /** Hosts where reading is cheap, the best first. */
    List<String> hosts();

    /**
     * A small file: its structure is parsed where it is read, so that planning does not open each of many files.
     *
     * @param known what an index says of the file, to leave out chunks by; null for nothing
     */
    record WholeFile(ListedFile file, KnownFile known) implements Split {
        @Override
        public List<String> hosts() {
            return List.of();
        }
    }

    /**
     * Rows of a table that was looked at while planning.
     *
     * @param found the rows, and the chunks that hold them
     * @param hosts that store the bytes, the best first; empty if the file system does not tell
     */
    record RowRange(FoundTable found, List<String> hosts) implements Split {
        @Override
        public ListedFile file() {
            return found.file();
        }
    }

    /** Rows of a table that may be written to at the same time: its structure is parsed where it is read. */
    record TableRows(ListedFile file, String prefix, long firstRow, long endRow) implements Split {
        @Override
        public List<String> hosts() {
            return List.of();
        }
    }
}

package io.battdat.spark.index;

import io.battdat.hdf5.TableInfo;
import io.battdat.index.ScannedTable;
import io.battdat.spark.files.ListedFile;
import java.io.Serializable;

/** What one step of a task reads of a data file. */
sealed interface ScanUnit extends Serializable {
    ListedFile file();

    /** Bytes to read, about. */
    long weight();

    /** All tables of a file. */
    record WholeFile(ListedFile file) implements ScanUnit {
        @Override
        public long weight() {
            return file.length();
        }
    }

    /**
     * Some zones of a table.
     *
     * @param tables tables in the file
     * @param facts what is known of the table; its zones are none yet
     * @param table with the chunks of these zones only
     */
    record Zones(
            ListedFile file, int tables, ScannedTable facts, TableInfo table, int firstZone, int endZone, long weight)
            implements ScanUnit {}
}

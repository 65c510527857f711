package io.battdat.spark.index;

import io.battdat.index.ScannedTable;
import io.battdat.spark.files.ListedFile;
import java.io.Serializable;

/**
 * What a unit of the scan came to.
 *
 * @param tables tables in the file
 * @param part some zones of one of its tables, or all of them; null if the file has no table, or the scan failed
 * @param storedBytesRead read from storage
 * @param failure why the file could not be scanned; null if it could
 */
record ScanResult(ListedFile file, int tables, ScannedTable part, long storedBytesRead, String failure)
        implements Serializable {
    static ScanResult failed(ListedFile file, String reason) {
        return new ScanResult(file, 0, null, 0, reason);
    }
}

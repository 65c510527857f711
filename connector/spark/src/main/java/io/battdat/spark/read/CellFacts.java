package io.battdat.spark.read;

import io.battdat.hdf5.BattdatFile;
import java.io.IOException;
import java.io.Serializable;

/**
 * What is known of a cell beside its rows.
 *
 * @param prefix its group, {@link BattdatFile#ROOT} for the root
 * @param name its name; null if no query column needs it
 * @param metadataJson its battery metadata; null if no query column needs it
 */
record CellFacts(String prefix, String name, String metadataJson) implements Serializable {
    static CellFacts read(BattdatFile file, String prefix, ScanProjection projection) throws IOException {
        return new CellFacts(
                prefix,
                projection.needsCellName() ? file.cellName(prefix) : null,
                projection.needsMetadata() ? checkedJson(file, prefix) : null);
    }

    /** The text as it is stored, once it has proven to be battery metadata. */
    private static String checkedJson(BattdatFile file, String prefix) throws IOException {
        file.metadata(prefix);
        return file.metadataJson(prefix);
    }
}

package io.battdat.spark.convert;

import io.battdat.metadata.BatteryMetadata;
import java.io.IOException;

/** Takes cells as they are read: the metadata of a cell first, then its tables. */
interface CellSink {
    /**
     * The battery metadata of a cell.
     *
     * @param prefix the cell's group, {@code /} for the root of the file
     */
    void metadata(String prefix, BatteryMetadata metadata) throws IOException;

    /** Begins a table. Several may be open side by side; each is closed when its last row has come. */
    TableSink table(TableHead head) throws IOException;
}

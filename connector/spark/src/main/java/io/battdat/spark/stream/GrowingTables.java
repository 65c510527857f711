package io.battdat.spark.stream;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** The tables that a stream follows. */
public interface GrowingTables {
    /**
     * Looks how many rows each table has now. Files that are being written, and cannot be read at the moment, are left as
     * they were when they could.
     *
     * @throws io.battdat.BattdatException if a file is damaged
     */
    RowCounts look() throws IOException;

    /** Divides rows among tasks. */
    InputPartition[] plan(List<RowsAdded> added) throws IOException;

    /** Reads what was planned. */
    PartitionReaderFactory readers();
}

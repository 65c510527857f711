package io.battdat.spark.read;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task reads. */
record BattdatInputPartition(List<Split> splits) implements InputPartition {
    private static final long serialVersionUID = 1L;

    BattdatInputPartition {
        splits = List.copyOf(splits);
    }
}

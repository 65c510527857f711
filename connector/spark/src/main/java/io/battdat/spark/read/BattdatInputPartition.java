package io.battdat.spark.read;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.HasPartitionKey;

/**
 * What one task reads.
 *
 * @param partitionKey values of the scan's {@link GroupingKey}; Spark asks for them only if the scan reports one
 */
record BattdatInputPartition(List<Split> splits, InternalRow partitionKey) implements HasPartitionKey {
    private static final long serialVersionUID = 1L;

    BattdatInputPartition {
        splits = List.copyOf(splits);
    }

    /** Splits that are not grouped. */
    BattdatInputPartition(List<Split> splits) {
        this(splits, GroupingKey.NO_KEY);
    }

    /** The hosts of the first split that has any: splits are packed largest first. */
    @Override
    public String[] preferredLocations() {
        return splits.stream()
                .map(Split::hosts)
                .filter(hosts -> !hosts.isEmpty())
                .findFirst()
                .map(hosts -> hosts.toArray(new String[0]))
                .orElseGet(() -> new String[0]);
    }
}

package io.battdat.spark.read;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task reads. */
record BattdatInputPartition(List<Split> splits) implements InputPartition {
    private static final long serialVersionUID = 1L;

    BattdatInputPartition {
        splits = List.copyOf(splits);
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

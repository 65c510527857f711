package io.battdat.spark.convert;

import io.battdat.metadata.BatteryMetadata;
import java.io.IOException;

/** Passes a cell on under another prefix. */
record PrefixSink(CellSink next, String prefix) implements CellSink {
    @Override
    public void metadata(String cellPrefix, BatteryMetadata metadata) throws IOException {
        next.metadata(prefix, metadata);
    }

    @Override
    public TableSink table(TableHead head) throws IOException {
        return next.table(head.withPrefix(prefix));
    }
}

package io.battdat.spark.read;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.types.StructType;

/**
 * Aggregates that an index has told: no task runs for them, and no file is opened.
 *
 * @param result a row for each group
 */
record KnownAggregates(Archive archive, PushedAggregates aggregates, PushedFilters filters, List<InternalRow> result)
        implements LocalScan {
    @Override
    public StructType readSchema() {
        return aggregates.schema();
    }

    @Override
    public InternalRow[] rows() {
        archive.requireTable();
        return result.toArray(new InternalRow[0]);
    }

    @Override
    public String description() {
        return archive.describe() + ", " + aggregates.describe() + filters.describe() + ", known from the index";
    }
}

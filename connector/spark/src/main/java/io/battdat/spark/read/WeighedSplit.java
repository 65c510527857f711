package io.battdat.spark.read;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * A split and what the planner needs to put it into a partition.
 *
 * @param weight stored bytes, or rows if partitions are made by rows
 * @param key values of the {@link GroupingKey}; {@link GroupingKey#NO_KEY} if rows are not grouped
 * @param order what is proven of the order of its rows
 * @param rows rows of it that are known to match; there may be others
 */
record WeighedSplit(Split split, long weight, InternalRow key, RowOrder order, long rows) implements Serializable {
    /** Its first rows; all of them, if it does not have more, or is of a file that is read whole. */
    WeighedSplit upTo(long limit) {
        if (rows <= limit || !(split instanceof Split.RowRange range)) {
            return this;
        }
        FoundTable found = range.found();
        long endRow = found.firstRow() + limit;
        boolean isOneRun = found.runs().size() == 1;
        return isOneRun
                ? new WeighedSplit(
                        new Split.RowRange(found.within(found.firstRow(), endRow), range.hosts()),
                        weight,
                        key,
                        order,
                        limit)
                : this;
    }
}

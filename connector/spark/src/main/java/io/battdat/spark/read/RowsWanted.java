package io.battdat.spark.read;

import java.io.Serializable;

/**
 * How many rows a query wants at most, and which of those that match.
 *
 * @param limit any rows up to that number; {@link #NO_LIMIT} for all
 * @param top the first rows in an order; null if none is asked for
 * @param sample chunks chosen at random; null for all chunks
 */
record RowsWanted(long limit, TopRows top, ChunkSample sample) implements Serializable {
    static final long NO_LIMIT = Long.MAX_VALUE;

    static final RowsWanted ALL = new RowsWanted(NO_LIMIT, null, null);

    RowsWanted withLimit(long most) {
        return new RowsWanted(most, top, sample);
    }

    RowsWanted withTop(TopRows first) {
        return new RowsWanted(limit, first, sample);
    }

    RowsWanted withSample(ChunkSample chunks) {
        return new RowsWanted(limit, top, chunks);
    }

    boolean hasLimit() {
        return limit != NO_LIMIT;
    }

    /** In Spark's words, for plans; empty if all rows are wanted. */
    String describe() {
        return (sample == null ? "" : ", PushedSample: " + sample.describe())
                + (top == null ? "" : ", PushedTopN: " + top.describe())
                + (hasLimit() ? ", PushedLimit: LIMIT " + limit : "");
    }
}

package io.battdat.spark.read;

import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.Statistics;

/** What Spark is told of rows that nobody has counted. */
record EstimatedSize(long bytes) implements Statistics {
    @Override
    public OptionalLong sizeInBytes() {
        return OptionalLong.of(bytes);
    }

    @Override
    public OptionalLong numRows() {
        return OptionalLong.empty();
    }
}

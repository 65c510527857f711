package io.battdat.spark.read;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Where a column of the query comes from. */
sealed interface ColumnSource {
    /** The table; {@code index} counts the members that are decoded. */
    record Stored(int index) implements ColumnSource {}

    /** The table, which stores numbers of a narrower type than the query has. */
    record Widened(int index, DataType storedType) implements ColumnSource {}

    /** The same value in every row: a partition's value, or null for a column that the file lacks. */
    record Constant(Object value, DataType type) implements ColumnSource {}

    /** The cell's name. */
    record CellName() implements ColumnSource {}

    /** The cell's battery metadata as JSON. */
    record BatteryMetadata() implements ColumnSource {}

    /** {@link FileMetadataColumn}, or what the query needs of it. */
    record FileMetadata(StructType type) implements ColumnSource {}
}

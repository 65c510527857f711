package io.battdat.spark.read;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * A split and what the planner needs to put it into a partition.
 *
 * @param weight stored bytes, or rows if partitions are made by rows
 * @param key values of the {@link GroupingKey}; {@link GroupingKey#NO_KEY} if rows are not grouped
 * @param order what is proven of the order of its rows
 */
record WeighedSplit(Split split, long weight, InternalRow key, RowOrder order) implements Serializable {}

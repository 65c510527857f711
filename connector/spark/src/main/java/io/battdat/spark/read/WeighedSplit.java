package io.battdat.spark.read;

import java.io.Serializable;

/**
 * A split and its size for packing.
 *
 * @param weight stored bytes, or rows if partitions are made by rows
 */
record WeighedSplit(Split split, long weight) implements Serializable {}

package io.battdat.spark.read;

import java.io.Serializable;
import java.util.List;

/**
 * What some rows of a group come to.
 *
 * @param key values of the columns of groups, as Catalyst holds them
 */
record GroupPart(List<Object> key, PartialAggregate aggregate) implements Serializable {}

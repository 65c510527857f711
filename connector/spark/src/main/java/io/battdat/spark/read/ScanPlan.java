package io.battdat.spark.read;

import java.util.List;

/**
 * The partitions of a scan.
 *
 * @param ascending columns whose values ascend in each partition, as far as that is proven; each by itself, and so in any
 *     order one after the other
 * @param known aggregates of rows that no partition has
 * @param counts what was looked at and left out
 */
record ScanPlan(
        List<BattdatInputPartition> partitions, List<String> ascending, List<GroupPart> known, MetricCounts counts) {}

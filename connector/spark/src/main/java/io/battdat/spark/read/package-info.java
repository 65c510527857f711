/**
 * Reading: {@link io.battdat.spark.read.BattdatTable} -> ScanBuilder -> {@link io.battdat.spark.read.BattdatScan} (plans
 * partitions on the driver) -> partition readers on the executors, which hand core's columns to Spark as vectors without
 * copying them.
 */
package io.battdat.spark.read;

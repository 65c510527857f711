/**
 * Totals of what a scan counts, as Spark's user interface shows them. Spark makes them by name from the event log, so they
 * are public classes with a constructor of no arguments: one for each unit, not one for each number.
 */
package io.battdat.spark.metric;

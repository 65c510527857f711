/**
 * Moves whole archives from one form to another, as a Spark job or on one machine: {@link
 * io.battdat.spark.convert.Conversion} for Java, {@link io.battdat.spark.convert.BattdatConvert} for the command line.
 *
 * <p>The driver lists the sources, plans which file of the target each cell goes to, and packs the work into tasks by
 * size. A task reads each source as a stream of column batches ({@code CellSource}) into a file that is made whole in
 * scratch ({@code ArchiveTarget}), reads that again to compare it with the source, and moves it into its place. What
 * has been done is written down as it is done ({@code Ledger}), so that a conversion that was cut off goes on.
 */
package io.battdat.spark.convert;

/**
 * Tables that are computed from others: {@code cycle_stats} from {@code raw_data}, with battdat's definitions
 * (battdat/postprocess of release 0.4.9) and one row of memory. {@link io.battdat.postprocess.CycleStats} does it for a
 * file; {@link io.battdat.postprocess.CycleSummarizer} takes rows from anywhere. Knows no Spark.
 */
package io.battdat.postprocess;

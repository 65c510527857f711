/**
 * Battery data as Java iterators, row by row or cycle by cycle: the twin of Python's {@code battdat.streaming}.
 *
 * <p>{@link io.battdat.streaming.BattdatStreams} is the way in. Rows come up from the batches of
 * {@link io.battdat.hdf5.read}, are copied once, column by column, and what is handed out is the user's for good. Memory
 * holds one batch, or one cycle and one batch of each table, whatever the size of the file. Records and cycles touch no
 * metadata; only datasets read it. Knows no Spark.
 */
package io.battdat.streaming;

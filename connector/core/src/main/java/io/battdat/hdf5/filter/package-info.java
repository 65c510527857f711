/**
 * HDF5 filters, one class each, and the pipeline that undoes them. A new filter is a class that implements
 * {@link io.battdat.hdf5.filter.ChunkFilter}, or {@link io.battdat.hdf5.filter.RowFilter} if it can decode some rows of a
 * chunk, and a line in {@link io.battdat.hdf5.filter.FilterRegistry}.
 *
 * <p>Files are not trusted: a filter gives no more than the chunk that the file declares, makes no room for what its input
 * cannot hold, and meets damage with a {@link io.battdat.hdf5.filter.FilterException}. Compressed streams are decoded by
 * a {@link io.battdat.hdf5.filter.StreamCodec}, which Blosc's containers share with filters of their own.
 */
package io.battdat.hdf5.filter;

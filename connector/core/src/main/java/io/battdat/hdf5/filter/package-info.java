/**
 * HDF5 filters, one class each, and the pipeline that undoes them. A new filter is a class that implements
 * {@link io.battdat.hdf5.filter.ChunkFilter} and a line in {@link io.battdat.hdf5.filter.FilterRegistry}.
 */
package io.battdat.hdf5.filter;

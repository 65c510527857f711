/**
 * What an HDF5 file holds: its groups and tables, the layout of a table's rows, and where its chunks are stored.
 *
 * <p>jHDF parses superblocks, heaps, symbol tables, links, dataspaces, layouts and filter pipelines, over storage that
 * checks every address and length against the file ({@link io.battdat.hdf5.GuardedStorage}). Object headers, datatypes,
 * attributes and chunk indexes are read here: without recursion over addresses, in 64 bits, each structure visited once,
 * so that no file makes it loop. "Format
 * specification" in comments means the HDF5 File Format Specification, version 3.0.
 *
 * <p>Tables that releases before 0.4 wrote through pandas get the names and columns that they would have today
 * ({@link io.battdat.hdf5.TableTree}, {@link io.battdat.hdf5.PandasColumns}); only lists of names are taken out of the
 * pickles in their attributes ({@link io.battdat.hdf5.pickle}).
 *
 * <p>What leaves this room is {@link io.battdat.hdf5.TableInfo}: all that a reader elsewhere needs to decode a range of
 * rows without looking at the structure again.
 */
package io.battdat.hdf5;

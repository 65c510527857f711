/**
 * Vendors' files as battdat tables, and battdat tables as files for exchange.
 *
 * <p>{@link io.battdat.convert.VendorFormats} is the way in: a {@link io.battdat.convert.VendorFormat} recognises files
 * and puts those of a cell together, and gives a {@link io.battdat.convert.VendorReader} of the cell, whose
 * {@link io.battdat.convert.VendorTable}s stream batches of columns. {@link io.battdat.convert.BattdatConversion} hands
 * these to {@link io.battdat.streaming.HDF5Writer}. Names, units, signs, numbers of cycles, states and methods are those
 * of battdat's own readers (battdat/io of release 0.4.9), to the last bit of a float. Memory holds a batch and, for
 * readers that tag the method of control, the longest step. Knows no Spark and no file system but the local one:
 * {@link io.battdat.convert.SourceFile} stands for a file anywhere.
 */
package io.battdat.convert;

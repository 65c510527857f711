/**
 * Lists of names out of Python pickles, which is how PyTables stores an attribute that is neither text nor number.
 *
 * <p>A pickle is a program for a small stack machine, and Python's runs whatever the program names. The reader here knows
 * only the instructions that put texts, numbers, lists and tuples together; a pickle with any other is refused as a whole.
 * It sees bytes, and nothing of HDF5.
 */
package io.battdat.hdf5.pickle;

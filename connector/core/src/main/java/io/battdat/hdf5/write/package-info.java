/**
 * Writes tables as PyTables does, through the HDF5 C library (JavaCPP's bindings, {@code org.bytedeco:hdf5}).
 *
 * <p>Columns come in, are laid out as a chunk's rows or byte planes, shuffled and deflated in the caller's thread; the
 * library, which is not thread-safe, is handed finished chunks under one lock ({@link io.battdat.hdf5.write.NativeHdf5}).
 * A file is written under a temporary name and moved into place when it is closed
 * ({@link io.battdat.hdf5.write.Hdf5OutputFile}), so that a failure never leaves half a file behind. Nothing outside
 * this package calls the library; reading never loads it.
 */
package io.battdat.hdf5.write;

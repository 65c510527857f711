/**
 * The hot path: chunk bytes in, columns out. Only the members that are asked for are gathered, straight from the byte
 * planes of a shuffled chunk where the file has them, and one chunk is in flight at a time.
 */
package io.battdat.hdf5.read;

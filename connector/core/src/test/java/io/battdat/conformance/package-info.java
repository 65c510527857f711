/**
 * The reader against every file that is at hand: the repository's fixtures, the corpus where there is one, and the HDF5
 * C library.
 */
package io.battdat.conformance;

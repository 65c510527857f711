/**
 * Bytes, wherever they are stored: positional reads over a local file or a Hadoop path, and a block cache for the many
 * small reads that parsing structure takes. Nothing here knows HDF5.
 */
package io.battdat.io;

/**
 * The exceptions that every room of battdat throws.
 *
 * <p>A message names the file, the table, the place in it, and what to do. {@link io.battdat.CorruptFileException}: the
 * file is damaged; {@link io.battdat.UnsupportedFormatException}: it is sound but uses what is not read;
 * {@link io.battdat.MissingTableException}: what was asked for is not in it. An {@link java.io.IOException} is left to
 * storage that fails.
 */
package io.battdat;

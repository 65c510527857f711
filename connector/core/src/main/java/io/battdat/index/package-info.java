/**
 * Index files: what is known of data files without opening them, and the zones of their tables, for files that this library
 * did not write and must not touch. An index file speaks of many data files, and a reader takes out of it only what it
 * needs. Engines decide where index files lie and which data file is in which.
 *
 * <p><b>Format.</b> Integers are big-endian; a text is its length in bytes (int32) and UTF-8.
 *
 * <pre>
 * header     "BATTZONE", version (int32)
 * blocks     one for each table that has zones, deflated (zlib):
 *              for each column: the minimum of each zone, the maximum of each zone (int64 each),
 *              bits of the zones that hold NaN, bits of the zones that ascend (as many bytes as the bits need, lowest first)
 * directory  deflated: number of files (int32); of each file
 *              key (text), length and modification time in milliseconds (int64), number of tables (int32); of each table
 *                prefix, name (text), whether its cell's name is known (int8), that name (text, if known),
 *                rows, stored bytes (int64), rows in a chunk (int32), chunks in a zone (int64),
 *                checksum of its structure (int32), number of columns (int32); of each column
 *                  name (text), kind (int8: 0 signed, 1 unsigned, 2 real), minimum, maximum (int64),
 *                  flags (int8: 1 holds NaN, 2 ascends)
 *                its block: position (int64), stored bytes, raw bytes, CRC-32 of the stored bytes (int32 each)
 * footer     position of the directory (int64), its stored bytes, raw bytes and CRC-32 (int32 each), version (int32),
 *            "BATTZONE"
 * </pre>
 *
 * <p>All that is read is untrusted: every length is checked against the file and a bound, every block against its checksum,
 * and what does not fit makes the index file {@linkplain io.battdat.index.DamagedIndexException damaged}, never a data file.
 */
package io.battdat.index;

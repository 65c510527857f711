package io.battdat.hdf5.write;

import io.battdat.metadata.ColumnSchema;
import java.util.OptionalInt;

/**
 * How a new table is stored.
 *
 * @param schema of its columns
 * @param expectedRows rows that the table will have, as far as known: PyTables' rule makes chunks of it
 * @param chunkRows rows in a chunk, in place of that rule
 */
public record TableOptions(ColumnSchema schema, Compression compression, long expectedRows, OptionalInt chunkRows) {
    /** As PyTables expects where nothing is known (tables/parameters.py). */
    public static final long DEFAULT_EXPECTED_ROWS = 10_000;

    /** Uncompressed, for {@link #DEFAULT_EXPECTED_ROWS}. */
    public static TableOptions of(ColumnSchema schema) {
        return new TableOptions(schema, Compression.NONE, DEFAULT_EXPECTED_ROWS, OptionalInt.empty());
    }

    int chunkRows(int rowBytes) {
        return chunkRows.orElseGet(() -> ChunkSize.rows(expectedRows, rowBytes));
    }
}

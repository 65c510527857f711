package io.battdat.convert;

import io.battdat.column.Column;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/** The rows of a table, batch by batch; for one thread. */
public interface ColumnBatches extends Closeable {
    /** Rows of a batch, about. */
    int BATCH_ROWS = 8192;

    /**
     * Reads the next batch, in place of the last one.
     *
     * @return whether there is one; it has at least one row
     * @throws VendorFileException at a bad row; the rows before it, and in its batch, are lost
     */
    boolean next() throws IOException;

    /** Rows of this batch. */
    int rowCount();

    /** The columns of this batch by name, in the table's order; the same objects for all batches. */
    Map<String, Column> columns();
}

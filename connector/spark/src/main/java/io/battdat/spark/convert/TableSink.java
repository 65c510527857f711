package io.battdat.spark.convert;

import io.battdat.column.Column;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Takes the rows of a table. Closing it says that all have come. */
interface TableSink extends Closeable {
    /** @param columns in the order of the table's head, valid during the call only */
    void append(List<Column> columns, int rowCount) throws IOException;
}

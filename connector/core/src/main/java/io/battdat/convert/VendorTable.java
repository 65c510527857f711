package io.battdat.convert;

import io.battdat.column.ColumnType;
import io.battdat.metadata.ColumnSchema;
import java.io.IOException;
import java.util.Map;

/** One table of a cell, whose rows are read from its files each time it is opened. */
public interface VendorTable {
    /** The table's name, such as {@code raw_data}. */
    String name();

    /** The columns in battdat's order, each with the type of its values. */
    Map<String, ColumnType> columns();

    /** What the columns mean: battdat's own schema for the table, with the columns beyond it that are described. */
    ColumnSchema schema();

    /** About how many rows there will be, from the size of the files. */
    long estimatedRows() throws IOException;

    /** Reads the rows, from the first. */
    ColumnBatches open() throws IOException;
}

package io.battdat.spark.read;

import java.util.ArrayList;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;

/** Rows that are there already. */
record KnownRows(ArrayList<InternalRow> rows) implements InputPartition {
    private static final long serialVersionUID = 1L;
}

package io.battdat.streaming;

import io.battdat.MissingTableException;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.metadata.ColumnSchema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a file holds of one cycle of a cell: the cycle's rows of each table, and what battdat says about the cell and
 * the columns.
 *
 * @param metadata of the cell; the same in all of its cycles
 * @param schemas the column schemas by table; without those of tables that have none
 * @param tables the rows by table, in the order in which they were asked for, else in that of their names
 */
public record BatteryDataset(
        BatteryMetadata metadata, Map<String, ColumnSchema> schemas, Map<String, ColumnarTable> tables) {
    public BatteryDataset {
        schemas = Collections.unmodifiableMap(new LinkedHashMap<>(schemas));
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /**
     * The rows of one table.
     *
     * @throws MissingTableException if the dataset was read without it
     */
    public ColumnarTable table(String name) {
        ColumnarTable table = tables.get(name);
        if (table == null) {
            throw new MissingTableException("the dataset was read without a table " + name + ". It has: "
                    + String.join(", ", tables.keySet()) + ".");
        }
        return table;
    }
}

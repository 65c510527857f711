package io.battdat.spark.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * Columns that go with the rows to the tasks and are not stored: they say where a row belongs. Their names cannot be those
 * of stored columns, since PyTables takes names that begin with two underscores for its own.
 */
final class HiddenColumns {
    private static final String BEGINNING = "__battdat_";

    /** Values of the partition columns as text, null for null: with a number behind. */
    private static final String PARTITION = BEGINNING + "partition_";

    static final String CELL = BEGINNING + "cell";
    /** In rows that bring the metadata of a cell: JSON, or null for none. */
    static final String METADATA = BEGINNING + "metadata";
    /** False in rows that bring the metadata of a cell and nothing else, which so come before the cell's rows. */
    static final String IS_ROW = BEGINNING + "is_row";
    /** What one task must write: the file that has the cell already, else the cell itself. */
    static final String FILE = BEGINNING + "file";
    /** Grows with the rows as they came, so that rows that are equal otherwise stay in their order. */
    static final String ORDER = BEGINNING + "order";

    private HiddenColumns() {}

    static String partition(int number) {
        return PARTITION + number;
    }

    static Optional<Integer> ordinal(StructType schema, String name) {
        int ordinal = List.of(schema.fieldNames()).indexOf(name);
        return ordinal < 0 ? Optional.empty() : Optional.of(ordinal);
    }

    /** Where the values of the partition columns stand, in the order of {@code partitionBy}. */
    static List<Integer> partitionOrdinals(StructType schema) {
        List<Integer> ordinals = new ArrayList<>();
        for (int i = 0; ordinal(schema, partition(i)).isPresent(); i++) {
            ordinals.add(ordinal(schema, partition(i)).orElseThrow());
        }
        return ordinals;
    }
}

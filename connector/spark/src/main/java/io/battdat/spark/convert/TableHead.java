package io.battdat.spark.convert;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.metadata.ColumnSchema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a table before its first row.
 *
 * @param prefix the cell's group, {@code /} for the root of the file
 * @param columns in order, with the types to store them as in HDF5; texts may turn out wider
 * @param schema empty for a table that has none
 * @param expectedRows rows that the table will have, as far as known
 */
record TableHead(
        String prefix,
        String name,
        Map<String, ElementType> columns,
        Optional<ColumnSchema> schema,
        long expectedRows) {
    TableHead {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    TableHead withPrefix(String newPrefix) {
        return new TableHead(newPrefix, name, columns, schema, expectedRows);
    }

    /** The table's path, as users name it. */
    String path() {
        return BattdatFile.ROOT.equals(prefix) ? name : prefix + "/" + name;
    }
}

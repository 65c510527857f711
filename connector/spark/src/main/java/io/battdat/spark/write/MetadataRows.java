package io.battdat.spark.write;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Rows that bring the metadata of cells. The metadata of a cell stands in each of its rows, often longer than the row
 * itself; shuffled and sorted it would cost many times the data. So a row of its own carries it, once for each task that
 * meets the cell, and before the cell's rows; those go without.
 */
final class MetadataRows {
    private static final String IS_FIRST = "__battdat_is_first";

    private MetadataRows() {}

    /**
     * A column that says whether a task meets the metadata of a cell for the first time.
     *
     * @param cell a struct that tells cells apart
     */
    static Column isFirst(Column cell, Column metadata) {
        return functions
                .udf(new FirstOfCell(), DataTypes.BooleanType)
                .asNondeterministic()
                .apply(cell, metadata)
                .as(IS_FIRST);
    }

    /** Adds the rows to rows that have {@link #isFirst}, and clears the metadata of the others. */
    static Dataset<Row> add(Dataset<Row> rows) {
        List<Column> columns = new ArrayList<>();
        for (String name : rows.columns()) {
            if (!name.equals(IS_FIRST)) {
                columns.add(rows.col("`" + name.replace("`", "``") + "`"));
            }
        }
        Column alone = functions.array(functions.lit(true));
        Column behind = functions.array(functions.lit(false), functions.lit(true));
        columns.add(functions
                .explode(functions.when(rows.col(IS_FIRST), behind).otherwise(alone))
                .as(HiddenColumns.IS_ROW));
        Dataset<Row> both = rows.select(columns.toArray(new Column[0]));
        Column metadata =
                functions.when(both.col(HiddenColumns.IS_ROW).equalTo(false), both.col(HiddenColumns.METADATA));
        return both.withColumn(HiddenColumns.METADATA, metadata);
    }

    /** Each task has one of its own. */
    private static final class FirstOfCell implements UDF2<Row, String, Boolean> {
        private static final long serialVersionUID = 1L;
        /** Cells that are remembered; of one that was forgotten the metadata is sent again. */
        private static final int MOST_CELLS = 1000;

        private transient Map<Row, String> seen;

        @Override
        public Boolean call(Row cell, String metadata) {
            if (TaskContext.get() == null) {
                return true; // Spark plans, perhaps more than once
            }
            if (seen == null) {
                seen = new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Row, String> eldest) {
                        return size() > MOST_CELLS;
                    }
                };
            }
            boolean known = seen.containsKey(cell) && Objects.equals(seen.get(cell), metadata);
            if (!known) {
                seen.put(cell, metadata);
            }
            return !known;
        }
    }
}

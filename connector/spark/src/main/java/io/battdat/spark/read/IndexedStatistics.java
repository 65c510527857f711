package io.battdat.spark.read;

import io.battdat.hdf5.zones.ZoneColumn;
import io.battdat.index.IndexedTable;
import io.battdat.spark.ReadConf;
import io.battdat.spark.index.KnownFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.colstats.ColumnStatistics;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Statistics of tables that an index knows: exact numbers of rows and of nulls, smallest and largest values. How many
 * different values an integer column has is told as their most, the width of its range; of floats only if they are all the
 * same.
 */
final class IndexedStatistics implements Statistics {
    /** What Spark counts for each row beside its columns. */
    private static final long ROW_OVERHEAD_BYTES = 8;

    private final List<IndexedTable> tables;
    private final StructType required;
    private final ReadConf conf;
    private final long rows;

    /** @param files every file that is read */
    IndexedStatistics(Collection<KnownFile> files, StructType required, ReadConf conf) {
        this.tables = files.stream().flatMap(file -> file.tables().stream()).toList();
        this.required = required;
        this.conf = conf;
        this.rows = tables.stream().mapToLong(IndexedTable::rowCount).sum();
    }

    @Override
    public OptionalLong numRows() {
        return OptionalLong.of(rows);
    }

    /** As Spark reckons where it knows the number of rows. */
    @Override
    public OptionalLong sizeInBytes() {
        double bytes = (double) rows * (ROW_OVERHEAD_BYTES + required.defaultSize());
        return OptionalLong.of((long) Math.min(Long.MAX_VALUE, Math.max(1, bytes)));
    }

    @Override
    public Map<NamedReference, ColumnStatistics> columnStats() {
        Map<NamedReference, ColumnStatistics> statistics = new HashMap<>();
        for (StructField field : required.fields()) {
            column(field)
                    .ifPresent(found ->
                            statistics.put(Expressions.column("`" + field.name().replace("`", "``") + "`"), found));
        }
        return statistics;
    }

    private Optional<ColumnStatistics> column(StructField field) {
        if (conf.cellColumn() != null && sameName(field.name(), conf.cellColumn())) {
            return cells();
        }
        StoredRange range = new StoredRange(field.dataType());
        long nulls = 0;
        boolean stored = false;
        for (IndexedTable table : tables) {
            OptionalInt column = position(table, field.name());
            if (column.isEmpty()) {
                nulls += table.rowCount();
            } else {
                stored = true;
                if (table.rowCount() > 0) {
                    range.add(table, column.getAsInt());
                }
            }
        }
        // a column of another kind is in no index, and whether files lack it is not known
        return stored && range.isKnown() ? Optional.of(range.statistics(rows, nulls)) : Optional.empty();
    }

    private Optional<ColumnStatistics> cells() {
        if (tables.stream().anyMatch(table -> table.cell() == null)) {
            return Optional.empty();
        }
        long cells = tables.stream()
                .filter(table -> table.rowCount() > 0)
                .map(IndexedTable::cell)
                .distinct()
                .count();
        return Optional.of(new KnownColumn(null, null, 0, OptionalLong.of(cells)));
    }

    private OptionalInt position(IndexedTable table, String name) {
        List<ZoneColumn> columns = table.grid().columns();
        OptionalInt exact = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(name))
                .findFirst();
        return exact.isPresent()
                ? exact
                : IntStream.range(0, columns.size())
                        .filter(i -> sameName(columns.get(i).name(), name))
                        .findFirst();
    }

    private boolean sameName(String one, String other) {
        return conf.caseSensitive() ? one.equals(other) : one.equalsIgnoreCase(other);
    }

    /** Of one column; no smallest and largest value if these are null. */
    record KnownColumn(Object least, Object greatest, long nulls, OptionalLong distinct) implements ColumnStatistics {
        @Override
        public Optional<Object> min() {
            return Optional.ofNullable(least);
        }

        @Override
        public Optional<Object> max() {
            return Optional.ofNullable(greatest);
        }

        @Override
        public OptionalLong nullCount() {
            return OptionalLong.of(nulls);
        }

        @Override
        public OptionalLong distinctCount() {
            return Objects.requireNonNull(distinct);
        }
    }
}

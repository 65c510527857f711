package io.battdat.spark.read;

import io.battdat.index.IndexedTable;
import io.battdat.predicate.Match;
import io.battdat.predicate.Predicate;
import io.battdat.predicate.Value;
import io.battdat.predicate.ValueRange;
import io.battdat.spark.files.ListedFile;
import io.battdat.spark.index.KnownFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/** Aggregates of files that an index knows, none of which is opened. */
record IndexedAggregates(PushedAggregates aggregates, PushedFilters filters) {
    /**
     * The rows of all files, if the index tells all of them.
     *
     * @param known what it says of files, by their paths
     */
    Optional<AggregateGroups> of(Collection<ListedFile> files, Map<String, KnownFile> known) {
        AggregateGroups groups = new AggregateGroups(aggregates);
        // Spark has -0.0 in the group of 0.0, which only Spark puts together
        boolean groupsByReals = aggregates.groups().stream().anyMatch(group -> isReal(group.type()));
        for (ListedFile file : files) {
            Optional<List<GroupPart>> parts = groupsByReals ? Optional.empty() : of(file, known.get(file.path()));
            if (parts.isEmpty()) {
                return Optional.empty();
            }
            parts.get().forEach(groups::add);
        }
        return Optional.of(groups);
    }

    /**
     * Those of one file; empty if the file must be opened for them.
     *
     * @param known null if the index does not know the file
     */
    Optional<List<GroupPart>> of(ListedFile file, KnownFile known) {
        if (known == null) {
            return Optional.empty();
        }
        List<GroupPart> parts = new ArrayList<>();
        for (IndexedTable table : known.tables()) {
            Match match = table.rowCount() == 0 ? Match.NONE : match(file, table);
            Optional<GroupPart> part = match == Match.ALL ? part(file, table) : Optional.empty();
            if (match != Match.NONE && part.isEmpty()) {
                return Optional.empty();
            }
            part.ifPresent(parts::add);
        }
        return Optional.of(parts);
    }

    private Match match(ListedFile file, IndexedTable table) {
        if (table.cell() == null && needCellName()) {
            return Match.SOME;
        }
        Predicate left = filters.ofFile(file).ofCell(cell(table)).all();
        boolean isKnown = left.columns().stream()
                .allMatch(path -> IndexPruning.stored(path, table, columns()).isPresent());
        if (!isKnown) {
            return Match.SOME; // the table may lack the column
        }
        try {
            return left.map(test -> new Predicate.Test(
                            List.of(IndexPruning.stored(test.column(), table, columns())
                                    .orElseThrow()),
                            test.condition()))
                    .match(table.ranges());
        } catch (IllegalArgumentException e) {
            return Match.SOME; // the file has a column of another type, which reading it will tell
        }
    }

    private boolean needCellName() {
        return filters.needCellName()
                || aggregates.groups().stream()
                        .anyMatch(group -> columns().origin(group.path()) == FilterColumns.Origin.CELL)
                || aggregates.functions().stream()
                        .anyMatch(function -> function.column() != null
                                && columns()
                                        .isCellColumn(List.of(function.column().name())));
    }

    private Optional<GroupPart> part(ListedFile file, IndexedTable table) {
        PartialAggregate part = new PartialAggregate(aggregates);
        part.addRows(table.rowCount());
        for (int i = 0; i < aggregates.functions().size(); i++) {
            AggregateFunction function = aggregates.functions().get(i);
            if (function.column() != null && !add(i, function, file, table, part)) {
                return Optional.empty();
            }
        }
        return Optional.of(new GroupPart(aggregates.key(columns(), file, cell(table)), part));
    }

    private boolean add(
            int i, AggregateFunction function, ListedFile file, IndexedTable table, PartialAggregate target) {
        List<String> path = List.of(function.column().name());
        Optional<ValueRange> range =
                switch (columns().origin(path)) {
                    case FILE -> columns().value(path, file).map(ValueRange::of);
                    case CELL -> Optional.of(ValueRange.of(columns().value(path, cell(table))));
                    case ROW ->
                        IndexPruning.stored(path, table, columns())
                                .flatMap(name -> table.ranges().range(List.of(name)));
                };
        if (columns().origin(path) == FilterColumns.Origin.ROW
                && (range.isEmpty() || !fits(range.get(), function.column().dataType()))) {
            return false;
        }
        if (range.isPresent()) {
            target.addValues(i, table.rowCount());
            target.addRange(i, range.get());
        }
        return true;
    }

    /** Whether values are of the type that the query has them as; if not, reading tells what is wrong. */
    private boolean fits(ValueRange range, DataType type) {
        Value least = range.least();
        Value greatest = range.greatest();
        if (least instanceof Value.Whole low && greatest instanceof Value.Whole high) {
            return type instanceof DoubleType && columns().conf().integersAsDoubles()
                    || isWhole(type)
                            && least.equals(new Value.Whole(narrowed(low.value(), type)))
                            && greatest.equals(new Value.Whole(narrowed(high.value(), type)));
        } else if (least instanceof Value.Exact) {
            return type.equals(new DecimalType(20, 0));
        }
        return type instanceof DoubleType
                || type instanceof FloatType && isFloat((Value.Real) least) && isFloat((Value.Real) greatest);
    }

    private static boolean isWhole(DataType type) {
        return type.equals(DataTypes.ByteType)
                || type.equals(DataTypes.ShortType)
                || type.equals(DataTypes.IntegerType)
                || type.equals(DataTypes.LongType);
    }

    private static long narrowed(long value, DataType type) {
        int unused = Long.SIZE - Byte.SIZE * type.defaultSize();
        return value << unused >> unused;
    }

    private static boolean isFloat(Value.Real real) {
        return Double.compare((float) real.value(), real.value()) == 0;
    }

    private static boolean isReal(DataType type) {
        return type instanceof DoubleType || type instanceof FloatType;
    }

    private FilterColumns columns() {
        return filters.columns();
    }

    private static CellFacts cell(IndexedTable table) {
        return new CellFacts(table.prefix(), table.cell(), null);
    }
}

package io.battdat.spark.read;

import io.battdat.index.IndexedTable;
import io.battdat.predicate.Match;
import io.battdat.predicate.Predicate;
import io.battdat.spark.index.KnownFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether rows of a file may match, by what an index says of its tables, so that it need not be opened. */
final class IndexPruning {
    private IndexPruning() {}

    /** The same filters, of which one is {@link Predicate#NEVER} if no row of the file can match it. */
    static PushedFilters ofFile(PushedFilters filters, KnownFile known) {
        boolean plannedMatches = false;
        boolean allMatch = false;
        for (IndexedTable table : known.tables()) {
            if (table.rowCount() == 0) {
                continue;
            }
            PushedFilters ofCell = filters.needCellName() && table.cell() == null
                    ? filters
                    : filters.ofCell(new CellFacts(table.prefix(), table.cell(), null));
            plannedMatches |= mayMatch(ofCell.planned(), table, filters.columns());
            allMatch |= mayMatch(ofCell.all(), table, filters.columns());
        }
        if (allMatch) {
            return filters;
        }
        return plannedMatches
                ? new PushedFilters(filters.columns(), filters.planned(), Predicate.NEVER)
                : new PushedFilters(filters.columns(), Predicate.NEVER, filters.runtime());
    }

    /** What is asked of columns that the index does not know, some of which the table may lack, may hold of any row. */
    private static boolean mayMatch(Predicate predicate, IndexedTable table, FilterColumns columns) {
        Predicate known = predicate.map(test -> stored(test.column(), table, columns)
                .<Predicate>map(name -> new Predicate.Test(List.of(name), test.condition()))
                .orElse(Predicate.ALWAYS));
        try {
            return known.match(table.ranges()) != Match.NONE;
        } catch (IllegalArgumentException e) {
            return true; // the file has a column of another type, which reading it will tell
        }
    }

    /** Under which name the index has a column of the query. */
    static Optional<String> stored(List<String> path, IndexedTable table, FilterColumns columns) {
        return path.size() != 1 || columns.origin(path) != FilterColumns.Origin.ROW
                ? Optional.empty()
                : storedName(table, path.get(0), columns);
    }

    /** The exact name wins, as in reading; of several that differ in case only reading fails. */
    private static Optional<String> storedName(IndexedTable table, String name, FilterColumns columns) {
        Stream<String> exact =
                table.grid().columns().stream().map(column -> column.name()).filter(name::equals);
        List<String> similar = table.grid().columns().stream()
                .map(column -> column.name())
                .filter(other -> columns.sameName(other, name))
                .toList();
        return exact.findFirst().or(() -> similar.size() == 1 ? Optional.of(similar.get(0)) : Optional.empty());
    }
}

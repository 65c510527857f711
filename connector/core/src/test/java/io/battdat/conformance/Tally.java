package io.battdat.conformance;

import io.battdat.testing.ExpectedTable;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Counts what was compared and what was checked to be refused. */
final class Tally {
    private final Set<Path> compared = new HashSet<>();
    private final Set<Path> refused = new HashSet<>();
    private int comparedTables;
    private int comparedColumns;
    private int refusedTables;
    private int refusedColumns;

    void compared(ExpectedTable table, int columns) {
        compared.add(table.file().path());
        comparedTables++;
        comparedColumns += columns;
    }

    void refusedTable(ExpectedTable table) {
        refused.add(table.file().path());
        refusedTables++;
    }

    void refusedColumn() {
        refusedColumns++;
    }

    @Override
    public String toString() {
        return "compared " + comparedColumns + " columns of " + comparedTables + " tables in " + compared.size()
                + " files; refused, as they must be, " + refusedTables + " tables in " + refused.size() + " files and "
                + refusedColumns + " columns of others";
    }
}

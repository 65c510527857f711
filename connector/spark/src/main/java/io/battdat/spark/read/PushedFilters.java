package io.battdat.spark.read;

import io.battdat.predicate.Condition;
import io.battdat.predicate.Predicate;
import io.battdat.predicate.Value;
import io.battdat.spark.files.ListedFile;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Which rows a query wants, by the names that it uses.
 *
 * @param planned from the query
 * @param runtime from the other side of a join, once that is known
 */
record PushedFilters(FilterColumns columns, Predicate planned, Predicate runtime) implements Serializable {
    /** Both. */
    Predicate all() {
        return Predicate.and(List.of(planned, runtime));
    }

    /** What is filtered by, for plans; empty if nothing is. */
    String describe() {
        return (planned.equals(Predicate.ALWAYS) ? "" : ", rows where " + planned)
                + (runtime.equals(Predicate.ALWAYS) ? "" : ", and at run time where " + runtime);
    }

    /** Whether the cell's name is looked at. */
    boolean needCellName() {
        return all().columns().stream()
                .anyMatch(path -> columns.isCellColumn(path)
                        || columns.isFileMetadata(path) && path.get(1).equals(FileMetadataColumn.CELL));
    }

    /** What is left to ask of a file, with what is known before it is opened. */
    PushedFilters ofFile(ListedFile file) {
        return known(path -> columns.origin(path) == FilterColumns.Origin.FILE
                ? Optional.of(new KnownValue(columns.value(path, file).orElse(null)))
                : Optional.empty());
    }

    /** What is left to ask of a cell's rows. */
    PushedFilters ofCell(CellFacts cell) {
        return known(path -> columns.origin(path) == FilterColumns.Origin.CELL
                ? Optional.of(new KnownValue(columns.value(path, cell)))
                : Optional.empty());
    }

    /** Whether some row may match. */
    boolean mayMatch() {
        return !planned.equals(Predicate.NEVER) && !runtime.equals(Predicate.NEVER);
    }

    /** The value of a column, which may be null. */
    private record KnownValue(Value value) {}

    /** Gives the value of a column, if it is known. */
    @FunctionalInterface
    private interface Known {
        Optional<KnownValue> value(List<String> path);
    }

    private PushedFilters known(Known known) {
        return new PushedFilters(columns, decide(planned, known), decide(runtime, known));
    }

    private static Predicate decide(Predicate predicate, Known known) {
        return predicate.map(test -> known.value(test.column())
                .map(value -> constant(test.condition(), value.value()))
                .orElse(test));
    }

    static Predicate constant(Condition condition, Value value) {
        return condition.matches(value) ? Predicate.ALWAYS : Predicate.NEVER;
    }
}

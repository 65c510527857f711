package io.battdat.spark.catalog;

import io.battdat.BattdatException;
import io.battdat.spark.files.ListedFile;
import io.battdat.spark.read.FileContents;
import io.battdat.spark.read.FileContents.CellTable;
import io.battdat.spark.write.TablePlaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A condition that is true of all rows of a cell or of none: one on the cell's name, on {@code key=value} directories, or
 * on the file.
 */
final class CellCondition {
    private final String table;
    private final String cellColumn;
    private final Snapshot snapshot;
    private final Predicate[] predicates;
    private final boolean caseSensitive = SQLConf.get().caseSensitiveAnalysis();

    /** @param table for messages */
    CellCondition(String table, String cellColumn, Snapshot snapshot, Predicate[] predicates) {
        this.table = table;
        this.cellColumn = cellColumn;
        this.snapshot = snapshot;
        this.predicates = predicates;
    }

    /**
     * The cells that all conditions are true of, to lose the table or its rows.
     *
     * @throws BattdatException if one is on something else
     */
    TablePlaces places(String storedName, boolean keepsColumns) {
        Map<String, List<String>> places = new HashMap<>();
        // a condition that is not understood is one also where there are no cells
        Arrays.stream(predicates).forEach(this::check);
        for (FileContents file : snapshot.contents()) {
            for (CellTable cell : file.tables()) {
                if (cell.name().equals(storedName)
                        && Arrays.stream(predicates)
                                .allMatch(predicate ->
                                        Boolean.TRUE.equals(test(predicate, new Place(file.file(), cell))))) {
                    places.computeIfAbsent(file.file().path(), path -> new ArrayList<>())
                            .add(cell.prefix());
                }
            }
        }
        return new TablePlaces(storedName, places, keepsColumns);
    }

    private record Place(ListedFile file, CellTable cell) {}

    private void check(Predicate predicate) {
        switch (predicate.name()) {
            case "AND", "OR", "NOT" -> {
                for (Expression child : predicate.children()) {
                    check((Predicate) child);
                }
            }
            case "ALWAYS_TRUE", "ALWAYS_FALSE" -> {}
            case "=",
                    "<=>",
                    "<>",
                    "<",
                    "<=",
                    ">",
                    ">=",
                    "IN",
                    "IS_NULL",
                    "IS_NOT_NULL",
                    "STARTS_WITH",
                    "ENDS_WITH",
                    "CONTAINS" -> {
                for (Expression child : predicate.children()) {
                    if (!(child instanceof Literal) && !isKnown(child)) {
                        throw refused(predicate);
                    }
                }
            }
            default -> throw refused(predicate);
        }
    }

    private BattdatException refused(Predicate predicate) {
        List<String> columns = new ArrayList<>(List.of(cellColumn));
        columns.addAll(List.of(snapshot.archive().partitionSchema().fieldNames()));
        return new BattdatException(table + ": whole cells can be deleted or overwritten, not single rows of them as in"
                + " WHERE " + predicate + ". Use " + String.join(", ", columns)
                + " and constants; or write the rows that are to stay, with INSERT OVERWRITE … SELECT");
    }

    private boolean isKnown(Expression expression) {
        return expression instanceof NamedReference reference
                && reference.fieldNames().length == 1
                && (sameName(reference.fieldNames()[0], cellColumn)
                        || partition(reference.fieldNames()[0]) >= 0);
    }

    private int partition(String name) {
        StructType partitions = snapshot.archive().partitionSchema();
        for (int i = 0; i < partitions.length(); i++) {
            if (sameName(name, partitions.fields()[i].name())) {
                return i;
            }
        }
        return -1;
    }

    private boolean sameName(String one, String other) {
        return caseSensitive ? one.equals(other) : one.equalsIgnoreCase(other);
    }

    /** True, false, or null for unknown, as in SQL. */
    private Boolean test(Predicate predicate, Place place) {
        Expression[] children = predicate.children();
        return switch (predicate.name()) {
            case "ALWAYS_TRUE" -> true;
            case "ALWAYS_FALSE" -> false;
            case "NOT" -> not(test((Predicate) children[0], place));
            case "AND" -> and(test((Predicate) children[0], place), test((Predicate) children[1], place));
            case "OR" -> not(and(not(test((Predicate) children[0], place)), not(test((Predicate) children[1], place))));
            case "IS_NULL" -> value(children[0], place) == null;
            case "IS_NOT_NULL" -> value(children[0], place) != null;
            case "<=>" -> {
                Object one = value(children[0], place);
                Object other = value(children[1], place);
                yield one == null || other == null ? one == other : compare(one, other) == 0;
            }
            case "IN" -> in(children, place);
            default -> test(predicate.name(), value(children[0], place), value(children[1], place));
        };
    }

    private static Boolean not(Boolean value) {
        return value == null ? null : Boolean.valueOf(!value);
    }

    private static Boolean and(Boolean one, Boolean other) {
        if (Boolean.FALSE.equals(one) || Boolean.FALSE.equals(other)) {
            return false;
        }
        return one == null || other == null ? null : Boolean.TRUE;
    }

    private Boolean in(Expression[] children, Place place) {
        Boolean found = false;
        Object value = value(children[0], place);
        for (int i = 1; i < children.length; i++) {
            Boolean equal = test("=", value, value(children[i], place));
            found = not(and(not(found), not(equal)));
        }
        return found;
    }

    private static Boolean test(String operator, Object one, Object other) {
        if (one == null || other == null) {
            return null;
        }
        return switch (operator) {
            case "=" -> compare(one, other) == 0;
            case "<>" -> compare(one, other) != 0;
            case "<" -> compare(one, other) < 0;
            case "<=" -> compare(one, other) <= 0;
            case ">" -> compare(one, other) > 0;
            case ">=" -> compare(one, other) >= 0;
            case "STARTS_WITH" -> ((UTF8String) one).startsWith((UTF8String) other);
            case "ENDS_WITH" -> ((UTF8String) one).endsWith((UTF8String) other);
            case "CONTAINS" -> ((UTF8String) one).contains((UTF8String) other);
            default -> throw new IllegalStateException(operator);
        };
    }

    /** Both are of the column's type: Spark casts constants to it. */
    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    private Object value(Expression expression, Place place) {
        if (expression instanceof Literal<?> literal) {
            return literal.value();
        }
        String name = ((NamedReference) expression).fieldNames()[0];
        if (sameName(name, cellColumn)) {
            return UTF8String.fromString(place.cell().cell());
        }
        int partition = partition(name);
        StructField field = snapshot.archive().partitionSchema().fields()[partition];
        return place.file().partitionValues().get(partition, field.dataType());
    }
}

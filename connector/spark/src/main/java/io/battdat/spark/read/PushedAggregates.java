package io.battdat.spark.read;

import io.battdat.predicate.Value;
import io.battdat.spark.files.ListedFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a query wants to know of all rows together, or of each group of them. Rows of a table are all in one group.
 *
 * @param groups columns that have one value in all rows of a table
 */
record PushedAggregates(List<Group> groups, List<AggregateFunction> functions) implements Serializable {
    PushedAggregates {
        groups = List.copyOf(groups);
        functions = List.copyOf(functions);
    }

    /**
     * A column that rows are grouped by.
     *
     * @param path its name, or that of a part of {@code _metadata}
     */
    record Group(List<String> path, DataType type) implements Serializable {}

    /** The columns that the scan gives: those of the groups, then one for each function. */
    StructType schema() {
        Stream<StructField> ofGroups = groups.stream()
                .map(group -> DataTypes.createStructField(String.join(".", group.path()), group.type(), true));
        return new StructType(Stream.concat(ofGroups, functions.stream().map(AggregateFunction::output))
                .toArray(StructField[]::new));
    }

    /** The columns of the table that are looked at, each once. */
    StructType required() {
        Map<String, StructField> fields = new LinkedHashMap<>();
        functions.stream()
                .map(AggregateFunction::column)
                .filter(column -> column != null)
                .forEach(column -> fields.put(column.name(), column));
        List<StructField> parts = new ArrayList<>();
        for (Group group : groups) {
            StructField last =
                    DataTypes.createStructField(group.path().get(group.path().size() - 1), group.type(), true);
            if (group.path().size() == 1) {
                fields.putIfAbsent(last.name(), last);
            } else if (parts.stream().noneMatch(part -> part.name().equals(last.name()))) {
                parts.add(last);
            }
        }
        if (!parts.isEmpty()) {
            fields.put(
                    FileMetadataColumn.NAME,
                    DataTypes.createStructField(
                            FileMetadataColumn.NAME, new StructType(parts.toArray(new StructField[0])), false));
        }
        return new StructType(fields.values().toArray(new StructField[0]));
    }

    /** Whether values of columns count, not only how many there are. */
    boolean needValues() {
        return functions.stream().anyMatch(function -> function.kind() != AggregateFunction.Kind.COUNT);
    }

    /**
     * The values of the groups' columns in a table, as Catalyst holds them; with null where they are.
     *
     * @param cell its name may be null if no column needs it
     */
    List<Object> key(FilterColumns columns, ListedFile file, CellFacts cell) {
        List<Object> key = new ArrayList<>();
        for (Group group : groups) {
            Value value = columns.origin(group.path()) == FilterColumns.Origin.FILE
                    ? columns.value(group.path(), file).orElse(null)
                    : columns.value(group.path(), cell);
            key.add(value == null ? null : SparkValues.toCatalyst(value, group.type()));
        }
        return key;
    }

    /** In Spark's words, for plans. */
    String describe() {
        String names = functions.stream()
                .map(function -> function.output().name())
                .collect(Collectors.joining(", ", "PushedAggregates: [", "]"));
        return groups.isEmpty()
                ? names
                : names
                        + groups.stream()
                                .map(group -> String.join(".", group.path()))
                                .collect(Collectors.joining(", ", ", PushedGroupByExpressions: [", "]"));
    }
}

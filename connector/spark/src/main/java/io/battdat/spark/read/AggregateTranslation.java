package io.battdat.spark.read;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.aggregate.AggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.Count;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.connector.expressions.aggregate.Max;
import org.apache.spark.sql.connector.expressions.aggregate.Min;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/** Spark's aggregates as those that are computed here. */
record AggregateTranslation(FilterColumns columns) {
    PushedAggregates translate(Aggregation aggregation, PushedFilters filters) throws DeclinedPushdown {
        List<PushedAggregates.Group> groups = new ArrayList<>();
        for (Expression expression : aggregation.groupByExpressions()) {
            groups.add(group(expression));
        }
        List<AggregateFunction> functions = new ArrayList<>();
        for (AggregateFunc function : aggregation.aggregateExpressions()) {
            functions.add(function(function));
        }
        PushedAggregates pushed = new PushedAggregates(groups, functions);
        requireSameOfDamagedFiles(pushed, filters);
        return pushed;
    }

    private PushedAggregates.Group group(Expression expression) throws DeclinedPushdown {
        List<String> path = columns.column(expression);
        if (columns.origin(path) == FilterColumns.Origin.ROW) {
            throw new DeclinedPushdown("it groups by " + String.join(".", path) + ", which differs from row to row");
        }
        return new PushedAggregates.Group(path, columns.type(path));
    }

    private AggregateFunction function(AggregateFunc function) throws DeclinedPushdown {
        if (function instanceof CountStar) {
            return new AggregateFunction(AggregateFunction.Kind.COUNT, null);
        } else if (function instanceof Count count) {
            if (count.isDistinct()) {
                throw new DeclinedPushdown("different values are counted by Spark");
            }
            return new AggregateFunction(AggregateFunction.Kind.COUNT, column(count.column()));
        } else if (function instanceof Min min) {
            return new AggregateFunction(AggregateFunction.Kind.MIN, ordered(min.column()));
        } else if (function instanceof Max max) {
            return new AggregateFunction(AggregateFunction.Kind.MAX, ordered(max.column()));
        }
        throw new DeclinedPushdown("row counts and zone maps do not give " + function);
    }

    private StructField column(Expression expression) throws DeclinedPushdown {
        List<String> path = columns.column(expression);
        if (path.size() > 1) {
            throw new DeclinedPushdown("parts of structs are looked at by Spark");
        }
        return columns.field(((NamedReference) expression).fieldNames()[0]).orElseThrow();
    }

    /** A column of numbers, whose extremes zone maps have, or one that has one value in a table. */
    private StructField ordered(Expression expression) throws DeclinedPushdown {
        StructField column = column(expression);
        DataType type = column.dataType();
        boolean constant = columns.origin(List.of(column.name())) != FilterColumns.Origin.ROW;
        if (!(type instanceof NumericType) && !(constant && SparkValues.isComparable(type))) {
            throw new DeclinedPushdown("zone maps do not tell of " + type.simpleString());
        }
        return column;
    }

    /** Of a file that is to be skipped from where it is damaged, only reading tells how far it counts. */
    private void requireSameOfDamagedFiles(PushedAggregates pushed, PushedFilters filters) throws DeclinedPushdown {
        Stream<List<String>> columnsOfFunctions = pushed.functions().stream()
                .filter(function -> function.column() != null)
                .map(function -> List.of(function.column().name()));
        boolean readsRows = Stream.concat(columnsOfFunctions, filters.all().columns().stream())
                .anyMatch(path -> columns.origin(path) == FilterColumns.Origin.ROW);
        if (columns.conf().ignoreCorruptFiles() && readsRows) {
            throw new DeclinedPushdown(
                    "with ignoreCorruptFiles a damaged file counts up to the damage, which row counts"
                            + " and zone maps do not tell");
        }
    }
}

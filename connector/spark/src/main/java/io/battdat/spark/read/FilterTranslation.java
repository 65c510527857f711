package io.battdat.spark.read;

import io.battdat.predicate.Comparison;
import io.battdat.predicate.Membership;
import io.battdat.predicate.NullCheck;
import io.battdat.predicate.Operator;
import io.battdat.predicate.Predicate;
import io.battdat.predicate.TextPattern;
import io.battdat.predicate.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.GeneralScalarExpression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.types.DataType;

/**
 * Spark's filters as core's predicates. What is translated means exactly the same, so that Spark need not evaluate it again.
 *
 * @param columns those that may be filtered by
 */
record FilterTranslation(FilterColumns columns) {
    Predicate translate(Expression filter) throws DeclinedPushdown {
        if (!(filter instanceof GeneralScalarExpression call)) {
            throw new DeclinedPushdown("it is no condition on a column");
        }
        Expression[] arguments = call.children();
        return switch (call.name()) {
            case "AND" -> Predicate.and(List.of(translate(arguments[0]), translate(arguments[1])));
            case "OR" -> Predicate.or(List.of(translate(arguments[0]), translate(arguments[1])));
            case "NOT" -> translate(arguments[0]).negate();
            case "ALWAYS_TRUE" -> Predicate.ALWAYS;
            case "ALWAYS_FALSE" -> Predicate.NEVER;
            case "IS_NULL" -> new Predicate.Test(columns.column(arguments[0]), new NullCheck(true));
            case "IS_NOT_NULL" -> new Predicate.Test(columns.column(arguments[0]), new NullCheck(false));
            case "=" -> comparison(Operator.EQUAL, arguments);
            case "<>", "!=" -> comparison(Operator.NOT_EQUAL, arguments);
            case "<" -> comparison(Operator.LESS, arguments);
            case "<=" -> comparison(Operator.LESS_OR_EQUAL, arguments);
            case ">" -> comparison(Operator.GREATER, arguments);
            case ">=" -> comparison(Operator.GREATER_OR_EQUAL, arguments);
            case "<=>" -> nullSafeEqual(arguments);
            case "IN" -> membership(arguments);
            case "STARTS_WITH" -> pattern(TextPattern.Place.START, arguments);
            case "ENDS_WITH" -> pattern(TextPattern.Place.END, arguments);
            case "CONTAINS" -> pattern(TextPattern.Place.ANYWHERE, arguments);
            default -> throw new DeclinedPushdown("the function " + call.name() + " is evaluated by Spark");
        };
    }

    private Predicate comparison(Operator operator, Expression[] sides) throws DeclinedPushdown {
        boolean flipped = sides[0] instanceof Literal;
        Expression column = sides[flipped ? 1 : 0];
        Optional<Value> value = value(column, sides[flipped ? 0 : 1]);
        List<String> path = columns.comparable(column);
        // a comparison with null is null, as is its negation
        return value.isEmpty()
                ? new Predicate.Test(path, new Membership(List.of(), true, false))
                : new Predicate.Test(path, new Comparison(flipped ? operator.flip() : operator, value.get()));
    }

    private Predicate nullSafeEqual(Expression[] sides) throws DeclinedPushdown {
        boolean flipped = sides[0] instanceof Literal;
        Expression column = sides[flipped ? 1 : 0];
        Optional<Value> value = value(column, sides[flipped ? 0 : 1]);
        List<String> path = columns.comparable(column);
        if (value.isEmpty()) {
            return new Predicate.Test(path, new NullCheck(true));
        }
        return Predicate.and(List.of(
                new Predicate.Test(path, new NullCheck(false)),
                new Predicate.Test(path, new Comparison(Operator.EQUAL, value.get()))));
    }

    private Predicate membership(Expression[] arguments) throws DeclinedPushdown {
        List<Value> values = new ArrayList<>();
        boolean holdsNull = false;
        for (int i = 1; i < arguments.length; i++) {
            Optional<Value> value = value(arguments[0], arguments[i]);
            value.ifPresent(values::add);
            holdsNull |= value.isEmpty();
        }
        return new Predicate.Test(columns.comparable(arguments[0]), Membership.of(values, holdsNull));
    }

    private Predicate pattern(TextPattern.Place place, Expression[] arguments) throws DeclinedPushdown {
        Optional<Value> part = value(arguments[0], arguments[1]);
        if (part.isEmpty() || !(part.get() instanceof Value.Text text)) {
            throw new DeclinedPushdown("it looks for no text");
        }
        return new Predicate.Test(columns.comparable(arguments[0]), new TextPattern(place, text.value(), true));
    }

    /** A literal of the very type of the column that it is compared with; empty for null. */
    private Optional<Value> value(Expression column, Expression literal) throws DeclinedPushdown {
        if (!(column instanceof NamedReference) || !(literal instanceof Literal<?> found)) {
            throw new DeclinedPushdown("it does not compare a column with a value");
        }
        DataType type = columns.type(columns.comparable(column));
        if (!found.dataType().equals(type)) {
            throw new DeclinedPushdown("it compares " + type.simpleString() + " with "
                    + found.dataType().simpleString());
        }
        return SparkValues.toCore(found.value());
    }
}

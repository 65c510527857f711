package io.battdat.predicate;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether a value is one of a list.
 *
 * @param values sorted, each once
 * @param holdsNull whether the list holds null too: then no value is certain not to be in it
 * @param isIn whether it must be one of them, or none of them
 */
public record Membership(List<Value> values, boolean holdsNull, boolean isIn) implements Condition {
    /** Values that a description names. */
    private static final int VALUES_TO_NAME = 10;

    public Membership {
        values = List.copyOf(values);
    }

    /** One of values of one kind, in any order. */
    public static Membership of(Collection<Value> values, boolean holdsNull) {
        List<Value> sorted = values.stream().distinct().sorted(Value::compare).toList();
        return new Membership(sorted, holdsNull, true);
    }

    @Override
    public Membership negate() {
        return new Membership(values, holdsNull, !isIn);
    }

    @Override
    public boolean matches(Value value) {
        if (value == null || !isIn && holdsNull) {
            return false;
        }
        return contains(value) == isIn;
    }

    private boolean contains(Value value) {
        int at = ceiling(value);
        return at < values.size() && values.get(at).compare(value) == 0;
    }

    /** Position of the first value that is not less. */
    private int ceiling(Value value) {
        int from = 0;
        int to = values.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (values.get(middle).compare(value) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    @Override
    public Match matchUnknown() {
        if (values.isEmpty() || !isIn && holdsNull) {
            return isIn || holdsNull ? Match.NONE : Match.ALL;
        }
        return Match.SOME;
    }

    @Override
    public Match match(ValueRange range) {
        if (matchUnknown() != Match.SOME) {
            return matchUnknown();
        }
        Match in = matchIn(range.as(values.get(0)));
        return isIn ? in : in.negate();
    }

    private Match matchIn(ValueRange range) {
        Match nan = !range.holdsNan() ? null : contains(new Value.Real(Double.NaN)) ? Match.ALL : Match.NONE;
        if (range.minimum() == null) {
            return nan;
        }
        int first = ceiling(range.minimum());
        Match numbers = Match.SOME;
        if (first == values.size() || values.get(first).compare(range.maximum()) > 0) {
            numbers = Match.NONE;
        } else if (range.minimum().compare(range.maximum()) == 0) {
            numbers = Match.ALL;
        }
        return nan == null ? numbers : numbers.with(nan);
    }

    @Override
    public String describe(String column) {
        String list = values.stream().limit(VALUES_TO_NAME).map(Value::toString).collect(Collectors.joining(", "));
        String more = values.size() > VALUES_TO_NAME ? ", … " + values.size() + " values" : "";
        return column + (isIn ? " IN (" : " NOT IN (") + list + more + (holdsNull ? ", NULL)" : ")");
    }
}

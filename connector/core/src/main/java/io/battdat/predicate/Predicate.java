package io.battdat.predicate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A condition on rows. Negations stand at the conditions of single values only, so that it is all the same whether a
 * condition is false or null: the row does not match.
 */
public sealed interface Predicate extends Serializable {
    /** Every row matches. */
    Predicate ALWAYS = new And(List.of());

    /** No row matches. */
    Predicate NEVER = new Or(List.of());

    /**
     * A condition on the value of a column.
     *
     * @param column the column's name; of a part of a struct the names of what it is in before it
     */
    record Test(List<String> column, Condition condition) implements Predicate {
        public Test {
            column = List.copyOf(column);
        }

        @Override
        public Predicate negate() {
            return new Test(column, condition.negate());
        }

        @Override
        public Predicate map(Function<Test, Predicate> function) {
            return function.apply(this);
        }

        @Override
        public Match match(ColumnRanges ranges) {
            return ranges.range(column).map(condition::match).orElseGet(condition::matchUnknown);
        }

        @Override
        public String toString() {
            return condition.describe(String.join(".", column));
        }
    }

    /** Rows that match all parts. Made by {@link Predicate#and}. */
    record And(List<Predicate> parts) implements Predicate {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public Predicate negate() {
            return or(parts.stream().map(Predicate::negate).toList());
        }

        @Override
        public Predicate map(Function<Test, Predicate> function) {
            return and(parts.stream().map(part -> part.map(function)).toList());
        }

        @Override
        public Match match(ColumnRanges ranges) {
            Match match = Match.ALL;
            for (int i = 0; i < parts.size() && match != Match.NONE; i++) {
                match = match.and(parts.get(i).match(ranges));
            }
            return match;
        }

        @Override
        public String toString() {
            return parts.isEmpty()
                    ? "true"
                    : parts.stream()
                            .map(part -> part instanceof Or ? "(" + part + ")" : part.toString())
                            .collect(Collectors.joining(" AND "));
        }
    }

    /** Rows that match any part. Made by {@link Predicate#or}. */
    record Or(List<Predicate> parts) implements Predicate {
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public Predicate negate() {
            return and(parts.stream().map(Predicate::negate).toList());
        }

        @Override
        public Predicate map(Function<Test, Predicate> function) {
            return or(parts.stream().map(part -> part.map(function)).toList());
        }

        @Override
        public Match match(ColumnRanges ranges) {
            Match match = Match.NONE;
            for (int i = 0; i < parts.size() && match != Match.ALL; i++) {
                match = match.or(parts.get(i).match(ranges));
            }
            return match;
        }

        @Override
        public String toString() {
            return parts.isEmpty()
                    ? "false"
                    : parts.stream().map(Predicate::toString).collect(Collectors.joining(" OR "));
        }
    }

    /**
     * The predicate that matches the rows of which this one is false, which are not those of which it is null. Of a
     * predicate that {@link #map} has decided in part there is none.
     */
    Predicate negate();

    /** The same predicate with each test replaced, simplified. */
    Predicate map(Function<Test, Predicate> function);

    /** How many rows match, as far as can be told from what is known of them. */
    Match match(ColumnRanges ranges);

    /** The columns that it looks at. */
    default Set<List<String>> columns() {
        Set<List<String>> columns = new LinkedHashSet<>();
        map(test -> {
            columns.add(test.column());
            return test;
        });
        return columns;
    }

    /** The rows that match all. */
    static Predicate and(List<Predicate> parts) {
        List<Predicate> kept = new ArrayList<>();
        for (Predicate part : parts) {
            if (part.equals(NEVER)) {
                return NEVER;
            } else if (part instanceof And and) {
                kept.addAll(and.parts());
            } else {
                kept.add(part);
            }
        }
        return kept.size() == 1 ? kept.get(0) : new And(kept);
    }

    /** The rows that match any. */
    static Predicate or(List<Predicate> parts) {
        List<Predicate> kept = new ArrayList<>();
        for (Predicate part : parts) {
            if (part.equals(ALWAYS)) {
                return ALWAYS;
            } else if (part instanceof Or or) {
                kept.addAll(or.parts());
            } else {
                kept.add(part);
            }
        }
        return kept.size() == 1 ? kept.get(0) : new Or(kept);
    }
}

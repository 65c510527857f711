package io.battdat.spark.read;

import io.battdat.predicate.ColumnRanges;
import io.battdat.predicate.Comparison;
import io.battdat.predicate.Match;
import io.battdat.predicate.Operator;
import io.battdat.predicate.Predicate;
import io.battdat.predicate.TableZones;
import io.battdat.predicate.Value;
import io.battdat.predicate.ValueRange;
import java.io.IOException;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The first rows by the values of a column. Rows of equal values, and those in which it is null, may be among them or not.
 *
 * @param order all that is ordered by, for plans
 */
record TopRows(String column, boolean ascending, int count, String order) implements Serializable {
    /**
     * What holds of the column in the first rows of a table: each chunk has a row with the best value that its zone tells
     * of, so that no row is among the first that comes behind as many of these.
     *
     * @param member the name that the table stores the column under
     * @param matching chunks all of whose rows match the query's filters count
     * @param chunks of the table, those that are looked at
     */
    Predicate condition(String member, Predicate matching, TableZones zones, List<Long> chunks) throws IOException {
        if (!zones.areExact()) {
            return Predicate.ALWAYS;
        }
        Comparator<Value> bestLast =
                ascending ? (one, other) -> other.compare(one) : (one, other) -> one.compare(other);
        PriorityQueue<Value> best = new PriorityQueue<>(bestLast); // the worst of them is at its head
        for (long chunk : chunks) {
            ColumnRanges ranges = zones.zone(chunk);
            Optional<ValueRange> range = ranges.range(List.of(member));
            if (range.isPresent() && matching.match(ranges) == Match.ALL) {
                best.add(ascending ? range.get().least() : range.get().greatest());
                if (best.size() > count) {
                    best.poll();
                }
            }
        }
        return count == 0 || best.size() < count
                ? Predicate.ALWAYS
                : new Predicate.Test(
                        List.of(member),
                        new Comparison(ascending ? Operator.LESS_OR_EQUAL : Operator.GREATER_OR_EQUAL, best.peek()));
    }

    String describe() {
        return "ORDER BY [" + order + "] LIMIT " + count;
    }
}

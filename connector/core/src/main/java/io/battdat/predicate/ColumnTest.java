package io.battdat.predicate;

import io.battdat.column.BooleanColumn;
import io.battdat.column.Column;
import io.battdat.column.LongColumn;
import io.battdat.column.TextColumn;
import java.math.BigDecimal;
import java.util.Arrays;

/** A condition, tested on the values of a column. */
@FunctionalInterface
interface ColumnTest {
    void test(int rows, boolean[] matches);

    static ColumnTest of(Condition condition, Column column) {
        Value kind = kind(condition);
        if (kind == null || condition.matchUnknown() != Match.SOME) {
            boolean always = condition.matchUnknown() == Match.ALL;
            return (rows, matches) -> Arrays.fill(matches, 0, rows, always);
        } else if (kind instanceof Value.Whole) {
            return new LongTest(condition, NumberSource.longs(column));
        } else if (kind instanceof Value.Real) {
            return new DoubleTest(condition, NumberSource.doubles(column));
        } else if (kind instanceof Value.Text) {
            return new TextTest(condition, (TextColumn) column);
        } else if (kind instanceof Value.Bool) {
            return booleans(condition, (BooleanColumn) column);
        }
        return decimals(condition, column);
    }

    /** A value of the kind that the condition compares with; null if it compares with none. */
    private static Value kind(Condition condition) {
        if (condition instanceof Comparison comparison) {
            return comparison.value();
        } else if (condition instanceof Membership membership) {
            return membership.values().isEmpty() ? null : membership.values().get(0);
        }
        return condition instanceof TextPattern pattern ? new Value.Text(pattern.part()) : null;
    }

    private static ColumnTest booleans(Condition condition, BooleanColumn column) {
        boolean ofTrue = condition.matches(new Value.Bool(true));
        boolean ofFalse = condition.matches(new Value.Bool(false));
        return (rows, matches) -> {
            boolean[] values = column.values();
            for (int i = 0; i < rows; i++) {
                matches[i] = values[i] ? ofTrue : ofFalse;
            }
        };
    }

    /** Unsigned integers of 64 bits, or integers read as decimals: rare, so one by one. */
    private static ColumnTest decimals(Condition condition, Column column) {
        if (column instanceof LongColumn longs && longs.isUnsigned()) {
            return (rows, matches) -> {
                for (int i = 0; i < rows; i++) {
                    matches[i] = condition.matches(Value.Exact.ofUnsigned(longs.values()[i]));
                }
            };
        }
        NumberSource<long[]> values = NumberSource.longs(column);
        return (rows, matches) -> {
            long[] whole = values.load(rows);
            for (int i = 0; i < rows; i++) {
                matches[i] = condition.matches(new Value.Exact(BigDecimal.valueOf(whole[i])));
            }
        };
    }
}

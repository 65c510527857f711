package io.battdat.predicate;

import java.util.Arrays;

/** A condition on signed integers. */
final class LongTest implements ColumnTest {
    private final NumberSource<long[]> source;
    private final boolean wanted;
    private final long minimum;
    private final long maximum;
    /** Sorted; null if every value between the ends is meant. */
    private final long[] members;

    LongTest(Condition condition, NumberSource<long[]> source) {
        this.source = source;
        if (condition instanceof Membership membership) {
            this.members = membership.values().stream()
                    .mapToLong(value -> ((Value.Whole) value).value())
                    .toArray();
            this.wanted = membership.isIn();
            this.minimum = members[0];
            this.maximum = members[members.length - 1];
            return;
        }
        Comparison comparison = (Comparison) condition;
        long value = ((Value.Whole) comparison.value()).value();
        this.members = null;
        switch (comparison.operator()) {
            case EQUAL, NOT_EQUAL -> {
                minimum = value;
                maximum = value;
            }
            case LESS, GREATER_OR_EQUAL -> {
                minimum = value;
                maximum = Long.MAX_VALUE;
            }
            case LESS_OR_EQUAL, GREATER -> {
                minimum = Long.MIN_VALUE;
                maximum = value;
            }
            default -> throw new IllegalStateException(condition.toString());
        }
        this.wanted = switch (comparison.operator()) {
            case EQUAL, GREATER_OR_EQUAL, LESS_OR_EQUAL -> true;
            case NOT_EQUAL, LESS, GREATER -> false;
        };
    }

    @Override
    public void test(int rows, boolean[] matches) {
        long[] values = source.load(rows);
        if (members == null) {
            for (int i = 0; i < rows; i++) {
                matches[i] = (values[i] >= minimum & values[i] <= maximum) == wanted;
            }
            return;
        }
        for (int i = 0; i < rows; i++) {
            boolean in = values[i] >= minimum && values[i] <= maximum && Arrays.binarySearch(members, values[i]) >= 0;
            matches[i] = in == wanted;
        }
    }
}

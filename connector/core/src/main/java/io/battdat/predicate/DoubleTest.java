package io.battdat.predicate;

import java.util.Arrays;

/** A condition on floats. */
final class DoubleTest implements ColumnTest {
    /** What all conditions come down to: these and their negations. */
    private enum Basis {
        EQUAL,
        LESS,
        LESS_OR_EQUAL,
        MEMBER
    }

    private final NumberSource<double[]> source;
    private final Basis basis;
    private final boolean wanted;
    private final double value;
    /** Sorted, NaN last. */
    private final double[] members;

    DoubleTest(Condition condition, NumberSource<double[]> source) {
        this.source = source;
        if (condition instanceof Membership membership) {
            this.members = membership.values().stream()
                    .mapToDouble(member -> ((Value.Real) member).value())
                    .toArray();
            this.value = Double.NaN;
            this.basis = Basis.MEMBER;
            this.wanted = membership.isIn();
            return;
        }
        Comparison comparison = (Comparison) condition;
        this.members = null;
        this.value = ((Value.Real) comparison.value()).value();
        this.basis = switch (comparison.operator()) {
            case EQUAL, NOT_EQUAL -> Basis.EQUAL;
            case LESS, GREATER_OR_EQUAL -> Basis.LESS;
            case LESS_OR_EQUAL, GREATER -> Basis.LESS_OR_EQUAL;
        };
        this.wanted = switch (comparison.operator()) {
            case EQUAL, LESS, LESS_OR_EQUAL -> true;
            case NOT_EQUAL, GREATER_OR_EQUAL, GREATER -> false;
        };
    }

    @Override
    public void test(int rows, boolean[] matches) {
        double[] values = source.load(rows);
        switch (basis) {
            case MEMBER -> {
                for (int i = 0; i < rows; i++) {
                    // adding zero makes the zeros one
                    matches[i] = Arrays.binarySearch(members, values[i] + 0.0) >= 0 == wanted;
                }
            }
            case EQUAL, LESS, LESS_OR_EQUAL -> {
                if (Double.isNaN(value)) {
                    compareWithNan(values, rows, matches);
                } else {
                    compare(values, rows, matches);
                }
            }
        }
    }

    /** A comparison of NaN is false in Java, so that its negation is true, as it should be: NaN is the greatest. */
    private void compare(double[] values, int rows, boolean[] matches) {
        if (basis == Basis.EQUAL) {
            for (int i = 0; i < rows; i++) {
                matches[i] = values[i] == value == wanted;
            }
        } else if (basis == Basis.LESS) {
            for (int i = 0; i < rows; i++) {
                matches[i] = values[i] < value == wanted;
            }
        } else {
            for (int i = 0; i < rows; i++) {
                matches[i] = values[i] <= value == wanted;
            }
        }
    }

    private void compareWithNan(double[] values, int rows, boolean[] matches) {
        for (int i = 0; i < rows; i++) {
            boolean isNan = Double.isNaN(values[i]);
            boolean holds = basis == Basis.LESS_OR_EQUAL || (basis == Basis.EQUAL) == isNan;
            matches[i] = holds == wanted;
        }
    }
}

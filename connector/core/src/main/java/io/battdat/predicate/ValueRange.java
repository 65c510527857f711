package io.battdat.predicate;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.function.UnaryOperator;

/**
 * What is known of the values of a column in some rows, none of them null.
 *
 * @param minimum no value is less; null if all are NaN
 * @param maximum no value is greater, NaN left out; null if all are NaN
 * @param holdsNan whether NaN may occur
 */
public record ValueRange(Value minimum, Value maximum, boolean holdsNan) implements Serializable {
    public ValueRange {
        if ((minimum == null) != (maximum == null) || minimum == null && !holdsNan) {
            throw new IllegalArgumentException("a range has both ends, unless all values are NaN");
        }
    }

    /** Of integers. */
    public static ValueRange of(long minimum, long maximum) {
        return new ValueRange(new Value.Whole(minimum), new Value.Whole(maximum), false);
    }

    /** Of unsigned integers of 64 bits. */
    public static ValueRange ofUnsigned(long minimum, long maximum) {
        return new ValueRange(Value.Exact.ofUnsigned(minimum), Value.Exact.ofUnsigned(maximum), false);
    }

    /** Of floats; {@code minimum} is greater than {@code maximum} if all are NaN. */
    public static ValueRange of(double minimum, double maximum, boolean holdsNan) {
        return minimum > maximum
                ? new ValueRange(null, null, true)
                : new ValueRange(new Value.Real(minimum), new Value.Real(maximum), holdsNan);
    }

    /** Of one value. */
    public static ValueRange of(Value value) {
        return value instanceof Value.Real real && Double.isNaN(real.value())
                ? new ValueRange(null, null, true)
                : new ValueRange(value, value, false);
    }

    /** These values and others of the same kind. */
    public ValueRange with(ValueRange others) {
        boolean nan = holdsNan || others.holdsNan;
        if (minimum == null || others.minimum == null) {
            ValueRange numbers = minimum == null ? others : this;
            return new ValueRange(numbers.minimum, numbers.maximum, nan);
        }
        return new ValueRange(
                minimum.compare(others.minimum) <= 0 ? minimum : others.minimum,
                maximum.compare(others.maximum) >= 0 ? maximum : others.maximum,
                nan);
    }

    /** The least of all values in the order of SQL, in which NaN is greater than any number. */
    public Value least() {
        return minimum == null ? new Value.Real(Double.NaN) : minimum;
    }

    /** The greatest of all values in the order of SQL. */
    public Value greatest() {
        return holdsNan ? new Value.Real(Double.NaN) : maximum;
    }

    /** The same values as the kind of another, in which their order is the same: integers as floats or decimals. */
    public ValueRange as(Value kind) {
        if (minimum == null || minimum.getClass() == kind.getClass()) {
            return this;
        }
        UnaryOperator<Value> conversion = value -> convert(value, kind);
        return new ValueRange(conversion.apply(minimum), conversion.apply(maximum), holdsNan);
    }

    private static Value convert(Value value, Value kind) {
        if (value instanceof Value.Whole whole && kind instanceof Value.Real) {
            return new Value.Real(whole.value());
        } else if (value instanceof Value.Whole whole && kind instanceof Value.Exact) {
            return new Value.Exact(BigDecimal.valueOf(whole.value()));
        }
        throw new IllegalArgumentException(value + " is not comparable with " + kind);
    }
}

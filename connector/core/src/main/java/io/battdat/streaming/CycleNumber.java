package io.battdat.streaming;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The value of {@code cycle_number} in a row, of whatever type. Numbers of different types are the same cycle if they
 * are equal exactly, as in Python: 1 and 1.0, true and 1, 0.0 and -0.0; NaN is the same as nothing.
 */
record CycleNumber(Object value) {
    boolean isSameAs(CycleNumber other) {
        if (value instanceof Long && value.equals(other.value)) {
            return true;
        }
        Object mine = comparable(value);
        Object theirs = comparable(other.value);
        if (mine instanceof BigDecimal number && theirs instanceof BigDecimal otherNumber) {
            return number.compareTo(otherNumber) == 0;
        }
        return mine != null && mine.equals(theirs);
    }

    /** A decimal for every finite number; null for NaN. */
    private static Object comparable(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isNaN(number)) {
                return null;
            }
            return Double.isInfinite(number) ? (Object) number : new BigDecimal(number);
        }
        if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        return value instanceof Number number ? BigDecimal.valueOf(number.longValue()) : value;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

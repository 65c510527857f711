package io.battdat.conformance;

import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Minimum, maximum and exact sum of a column, NaN left out, as the expected values have them: integers and the number of
 * trues as {@link BigInteger}, the sum of floats rounded once. -0.0 counts as 0. Null where no value is left.
 */
record Statistics(Object min, Object max, Object sum, int nanCount) {
    static Statistics of(Column column, int count) {
        return switch (column.type().kind()) {
            case BOOLEAN -> ofBooleans(column, count);
            case FLOAT, DOUBLE -> ofFloats(column, count);
            case BYTE, SHORT, INT, LONG, UNSIGNED_LONG -> ofIntegers(column, count);
            case TEXT, ARRAY, STRUCT ->
                throw new IllegalArgumentException("a column of " + column.type() + " has no sum");
        };
    }

    Object value(String field) {
        return switch (field) {
            case "min" -> min;
            case "max" -> max;
            case "sum" -> sum;
            default -> throw new IllegalArgumentException(field);
        };
    }

    private static Statistics ofBooleans(Column column, int count) {
        int trues = 0;
        for (int i = 0; i < count; i++) {
            trues += column.value(i).equals(true) ? 1 : 0;
        }
        return count == 0
                ? new Statistics(null, null, null, 0)
                : new Statistics(trues == count, trues > 0, BigInteger.valueOf(trues), 0);
    }

    private static Statistics ofIntegers(Column column, int count) {
        BigInteger min = null;
        BigInteger max = null;
        BigInteger sum = count == 0 ? null : BigInteger.ZERO;
        for (int i = 0; i < count; i++) {
            BigInteger value = integer(column, i);
            min = min == null ? value : min.min(value);
            max = max == null ? value : max.max(value);
            sum = sum.add(value);
        }
        return new Statistics(min, max, sum, 0);
    }

    private static BigInteger integer(Column column, int row) {
        Object value = column.value(row);
        return column.type().kind() == ColumnType.Kind.UNSIGNED_LONG
                ? (BigInteger) value
                : BigInteger.valueOf(((Number) value).longValue());
    }

    private static Statistics ofFloats(Column column, int count) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double infinities = 0;
        BigDecimal finite = BigDecimal.ZERO;
        int nans = 0;
        for (int i = 0; i < count; i++) {
            double value = ((Number) column.value(i)).doubleValue() + 0.0;
            if (Double.isNaN(value)) {
                nans++;
                continue;
            }
            min = Math.min(min, value);
            max = Math.max(max, value);
            if (Double.isInfinite(value)) {
                infinities += value;
            } else if (value != 0) {
                finite = finite.add(new BigDecimal(value));
            }
        }
        if (nans == count) {
            return new Statistics(null, null, null, nans);
        }
        return new Statistics(min, max, infinities == 0 ? sum(finite) : (Object) infinities, nans);
    }

    private static Object sum(BigDecimal exact) {
        double rounded = exact.doubleValue();
        return Double.isInfinite(rounded) ? "overflow" : (Object) rounded;
    }
}

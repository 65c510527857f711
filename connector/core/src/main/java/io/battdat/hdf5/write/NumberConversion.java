package io.battdat.hdf5.write;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Makes numbers of Java values for a column, and refuses what would change: integers out of range or with a fraction. A
 * float rounds to its precision, but takes integers only if it holds them exactly; null becomes NaN in floats.
 */
final class NumberConversion {
    private final ColumnPlace place;

    NumberConversion(ColumnPlace place) {
        this.place = place;
    }

    double toDouble(Object value, long tableRow) {
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            double number = ((Number) value).doubleValue();
            if (Double.isInfinite(number) && value instanceof BigDecimal) {
                throw place.refusal(tableRow, value + " is beyond the range of float64");
            }
            return number;
        }
        if (value == null) {
            return Double.NaN;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).intValue();
        }
        double number = integer(value, "a number", tableRow).doubleValue();
        return exactly(number, value, tableRow);
    }

    float toFloat(Object value, long tableRow) {
        if (value instanceof Float number) {
            return number;
        }
        if (value == null) {
            return Float.NaN;
        }
        if (value instanceof Double || value instanceof BigDecimal) {
            double number = ((Number) value).doubleValue();
            float rounded = (float) number;
            if (Float.isInfinite(rounded) && (!Double.isInfinite(number) || value instanceof BigDecimal)) {
                throw place.refusal(tableRow, value + " is beyond the range of float32. Use a float64 column");
            }
            return rounded;
        }
        float number = integer(value, "a number", tableRow).floatValue();
        exactly(number, value, tableRow);
        return number;
    }

    float toHalf(Object value, long tableRow) {
        float number = toFloat(value, tableRow);
        if (HalfFloat.overflows(number)) {
            throw place.refusal(tableRow, value + " is beyond the range of float16. Use a float32 column");
        }
        return number;
    }

    private double exactly(double number, Object value, long tableRow) {
        if (Double.isInfinite(number) || !new BigDecimal(number).equals(new BigDecimal(integer(value, "", tableRow)))) {
            throw place.refusal(
                    tableRow,
                    "the integer " + value + " is not held exactly by this float column. Use an int64 column");
        }
        return number;
    }

    long toLong(Object value, long minimum, long maximum, long tableRow) {
        long number;
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            number = ((Number) value).longValue();
        } else {
            BigInteger integer = integer(value, "an integer", tableRow);
            if (integer.bitLength() > 63) {
                throw outside(value, BigInteger.valueOf(minimum), BigInteger.valueOf(maximum), tableRow);
            }
            number = integer.longValue();
        }
        if (number < minimum || number > maximum) {
            throw outside(value, BigInteger.valueOf(minimum), BigInteger.valueOf(maximum), tableRow);
        }
        return number;
    }

    long toUnsignedLong(Object value, long tableRow) {
        BigInteger integer = integer(value, "an integer", tableRow);
        if (integer.signum() < 0 || integer.bitLength() > 64) {
            BigInteger maximum = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
            throw outside(value, BigInteger.ZERO, maximum, tableRow);
        }
        return integer.longValue();
    }

    private WriteException outside(Object value, BigInteger minimum, BigInteger maximum, long tableRow) {
        return place.refusal(
                tableRow,
                value + " is outside " + minimum + " to " + maximum
                        + ", which the column stores. Write it to a column of a wider type");
    }

    /** The integer that a value is, whatever its class; a float counts if it has no fraction. */
    private BigInteger integer(Object value, String expected, long tableRow) {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return BigInteger.valueOf(((Number) value).longValue());
        }
        if (value instanceof BigInteger integer) {
            return integer;
        }
        try {
            if (value instanceof Double || value instanceof Float) {
                return new BigDecimal(((Number) value).doubleValue()).toBigIntegerExact();
            }
            if (value instanceof BigDecimal decimal) {
                return decimal.toBigIntegerExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw place.refusal(
                    tableRow, value + " is no integer, and the column stores integers. Write it to a float64 column");
        }
        throw place.expected(tableRow, expected, value);
    }
}

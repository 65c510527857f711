package io.battdat.predicate;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A value to compare with: neither null nor nested. */
public sealed interface Value extends Serializable {
    /**
     * Negative, zero or positive as this value is less than, equal to or greater than another of the same kind.
     *
     * @throws ClassCastException if the other one is of another kind
     */
    int compare(Value other);

    /** An integer of up to 64 bits, or what is stored as one: days, microseconds. */
    record Whole(long value) implements Value {
        @Override
        public int compare(Value other) {
            return Long.compare(value, ((Whole) other).value);
        }

        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** A float or double. All NaN are one, as are the zeros. */
    record Real(double value) implements Value {
        public Real {
            value = value == 0 ? 0.0 : Double.isNaN(value) ? Double.NaN : value;
        }

        @Override
        public int compare(Value other) {
            return Double.compare(value, ((Real) other).value);
        }

        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    /** A decimal, or an unsigned integer of 64 bits. */
    record Exact(BigDecimal value) implements Value {
        public Exact {
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        }

        /** The unsigned integer that 64 bits are. */
        public static Exact ofUnsigned(long bits) {
            return new Exact(new BigDecimal(Long.toUnsignedString(bits)));
        }

        @Override
        public int compare(Value other) {
            return value.compareTo(((Exact) other).value);
        }

        @Override
        public String toString() {
            return value.toPlainString();
        }
    }

    /** False is less than true. */
    record Bool(boolean value) implements Value {
        @Override
        public int compare(Value other) {
            return Boolean.compare(value, ((Bool) other).value);
        }

        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** A text, in the order of its UTF-8 bytes. */
    record Text(String value) implements Value {
        @Override
        public int compare(Value other) {
            return Arrays.compareUnsigned(utf8(), ((Text) other).utf8());
        }

        byte[] utf8() {
            return value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "'" + value.replace("'", "''") + "'";
        }
    }
}

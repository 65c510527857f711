package io.battdat.metadata;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number as JSON spells it. The text is kept because every binary or decimal type bends some of them: {@code -0.0}
 * loses its sign in a {@link BigDecimal}, {@code 1e0} becomes an integer in Python once it is written as {@code 1},
 * 9007199254740993 is no {@code double}. Two numbers are equal if they are spelled alike.
 *
 * <p>{@code NaN}, {@code Infinity} and {@code -Infinity}, which only Python's JSON has, are numbers.
 */
public final class JsonNumber extends Number {
    private static final long serialVersionUID = 1L;

    /** Below this magnitude a {@code double} holds every integer. */
    private static final double EXACT_INTEGERS = 0x1p53;

    private final String text;

    private JsonNumber(String text) {
        this.text = text;
    }

    /** A number of the JDK's primitive wrappers, {@link BigInteger} or {@link BigDecimal}, as Java spells it. */
    public static JsonNumber of(Number number) {
        if (number instanceof JsonNumber jsonNumber) {
            return jsonNumber;
        }
        if (number instanceof Byte
                || number instanceof Short
                || number instanceof Integer
                || number instanceof Long
                || number instanceof Float
                || number instanceof Double
                || number instanceof BigInteger
                || number instanceof BigDecimal) {
            return new JsonNumber(number.toString());
        }
        throw new MetadataException("a number of " + number.getClass() + " has no JSON form; pass a BigDecimal");
    }

    static boolean isNotFinite(String literal) {
        return literal.equals("NaN") || literal.equals("Infinity") || literal.equals("-Infinity");
    }

    /** From text that a JSON parser has found to be a number. */
    static JsonNumber ofLiteral(String literal) {
        return new JsonNumber(literal);
    }

    /** Exactly this number; {@link NumberFormatException} if it is not finite or its exponent passes 32 bits. */
    public BigDecimal toBigDecimal() {
        return new BigDecimal(text);
    }

    @Override
    public int intValue() {
        return (int) longValue();
    }

    /** Cut to an integer, then to its lower 64 bits; a number that is not finite as {@code double} converts to it. */
    @Override
    public long longValue() {
        double approximation = doubleValue();
        // Both ends must not go through BigDecimal: an exponent of a thousand million would expand to as many digits.
        if (!Double.isFinite(approximation) || Math.abs(approximation) < EXACT_INTEGERS) {
            return (long) approximation;
        }
        return toBigDecimal().longValue();
    }

    @Override
    public float floatValue() {
        return Float.parseFloat(text);
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNumber number && number.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The JSON text. */
    @Override
    public String toString() {
        return text;
    }
}

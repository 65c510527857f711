package io.battdat.convert;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Numbers in text, to the bit that pandas makes of them, since battdat reads with pandas ({@code precise_xstrtod} in
 * pandas/_libs/src/parser/tokenizer.c): 17 digits count, leading zeros among them, and are scaled by one power of ten.
 * For up to 15 digits and the exponents of measured values this is the nearest double; beyond, the last bits may differ
 * from those of {@link Double#parseDouble}.
 */
final class Numbers {
    private static final int COUNTED_DIGITS = 17;
    /** Digits that a double holds exactly, whatever they are. */
    private static final int EXACT_DIGITS = 15;

    private static final int LARGEST_POWER = 308;
    private static final double[] POWERS = new double[LARGEST_POWER + 1];

    /** What pandas takes for a missing value unless told otherwise (pandas/_libs/parsers.pyx, STR_NA_VALUES). */
    private static final Set<String> MISSING = Set.of(
            "",
            "#N/A",
            "#N/A N/A",
            "#NA",
            "-1.#IND",
            "-1.#QNAN",
            "-NaN",
            "-nan",
            "1.#IND",
            "1.#QNAN",
            "<NA>",
            "N/A",
            "NA",
            "NULL",
            "NaN",
            "None",
            "n/a",
            "nan",
            "null");

    private static final int LONGEST_MISSING = 8;

    static {
        for (int i = 0; i <= LARGEST_POWER; i++) {
            POWERS[i] = Double.parseDouble("1e" + i);
        }
    }

    private Numbers() {}

    /** Whether a field stands for a missing value. */
    static boolean isMissing(byte[] text, int start, int end) {
        if (start == end) {
            return true;
        }
        byte first = text[start];
        byte last = text[end - 1];
        // every one of the texts begins or ends with something else than a digit
        if (end - start > LONGEST_MISSING || last >= '0' && last <= '9' || last == ' ') {
            return false;
        }
        return (first > '9' || first < '0' || last == 'D' || last == 'N')
                && MISSING.contains(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
    }

    /** Whether a field holds a whole number without a decimal point, of so many digits as a double holds exactly. */
    static boolean isInteger(byte[] text, int start, int end) {
        int first = start < end && (text[start] == '-' || text[start] == '+') ? start + 1 : start;
        for (int at = first; at < end; at++) {
            if (text[at] < '0' || text[at] > '9') {
                return false;
            }
        }
        return end > first && end - first <= EXACT_DIGITS;
    }

    /**
     * The number that a field holds, NaN for a missing value.
     *
     * @throws NumberFormatException if it holds neither
     */
    static double parse(byte[] text, int start, int end) {
        int at = start;
        while (at < end && text[at] == ' ') {
            at++;
        }
        boolean negative = false;
        if (at < end && (text[at] == '-' || text[at] == '+')) {
            negative = text[at] == '-';
            at++;
        }
        int firstDigit = at;
        long digits = 0;
        double number = 0;
        int count = 0;
        int exponent = 0;
        boolean fraction = false;
        for (; at < end; at++) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                if (count < EXACT_DIGITS) {
                    digits = 10 * digits + digit;
                    exponent -= fraction ? 1 : 0;
                    count++;
                } else if (count < COUNTED_DIGITS) {
                    number = 10.0 * (count == EXACT_DIGITS ? digits : number) + digit;
                    exponent -= fraction ? 1 : 0;
                    count++;
                } else if (!fraction) {
                    exponent++;
                }
            } else if (digit == '.' - '0' && !fraction) {
                fraction = true;
            } else {
                break;
            }
        }
        if (count == 0) {
            return special(text, start, end, firstDigit, negative);
        }
        if (at < end && (text[at] == 'e' || text[at] == 'E')) {
            int given = exponent(text, at + 1, end);
            at = exponentEnd(text, at + 1, end);
            exponent += given;
        }
        while (at < end && text[at] == ' ') {
            at++;
        }
        if (at < end) {
            if (isMissing(text, start, end)) {
                return Double.NaN; // 1.#IND and the like
            }
            throw noNumber(text, start, end);
        }
        double magnitude = scale(count <= EXACT_DIGITS ? digits : number, exponent);
        return negative ? -magnitude : magnitude;
    }

    private static double scale(double number, int exponent) {
        if (exponent > LARGEST_POWER) {
            return Double.POSITIVE_INFINITY;
        } else if (exponent > 0) {
            return number * POWERS[exponent];
        } else if (exponent >= -LARGEST_POWER) {
            return number / POWERS[-exponent];
        }
        int rest = -LARGEST_POWER - exponent;
        return rest > LARGEST_POWER ? 0 : number / POWERS[rest] / POWERS[LARGEST_POWER];
    }

    private static int exponentDigits(byte[] text, int start, int end) {
        return start < end && (text[start] == '-' || text[start] == '+') ? start + 1 : start;
    }

    private static int exponent(byte[] text, int start, int end) {
        int value = 0;
        for (int at = exponentDigits(text, start, end); at < end && text[at] >= '0' && text[at] <= '9'; at++) {
            value = Math.min(10 * value + text[at] - '0', 1 << 24);
        }
        return start < end && text[start] == '-' ? -value : value;
    }

    private static int exponentEnd(byte[] text, int start, int end) {
        int first = exponentDigits(text, start, end);
        int at = first;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at == first ? start - 1 : at; // no digits: the e is no part of the number
    }

    private static double special(byte[] text, int start, int end, int afterSign, boolean negative) {
        if (isMissing(text, start, end)) {
            return Double.NaN;
        }
        String word = new String(text, afterSign, end - afterSign, StandardCharsets.ISO_8859_1);
        if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
            return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        throw noNumber(text, start, end);
    }

    private static NumberFormatException noNumber(byte[] text, int start, int end) {
        return new NumberFormatException(new String(text, start, Math.min(end - start, 60), StandardCharsets.UTF_8));
    }
}

package io.battdat.convert;

import com.fasterxml.jackson.core.io.NumberOutput;

/** Floats in the shortest text that reads back as the same number, as Python's {@code repr} writes it. */
final class DecimalText {
    /** Exponents below and from which Python uses the scientific form. */
    private static final int LEAST_PLAIN = -4;

    private static final int FIRST_SCIENTIFIC = 16;

    private DecimalText() {}

    /** Appends a number; NaN is an empty text, as in the CSV files of pandas. */
    static void append(double value, StringBuilder target) {
        if (Double.isNaN(value)) {
            return;
        } else if (Double.isInfinite(value)) {
            target.append(value > 0 ? "inf" : "-inf");
            return;
        }
        // of JDK 17 Double.toString is not always the shortest
        String java = NumberOutput.toString(value, true);
        int exponentMark = java.indexOf('E');
        if (exponentMark < 0 && Math.abs(value) >= 1e-3 || value == 0) {
            target.append(java);
            return;
        }
        int given = exponentMark < 0 ? 0 : Integer.parseInt(java.substring(exponentMark + 1));
        String mantissa = exponentMark < 0 ? java : java.substring(0, exponentMark);
        if (mantissa.startsWith("-")) {
            target.append('-');
            mantissa = mantissa.substring(1);
        }
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int leadingZeros = 0;
        while (digits.charAt(leadingZeros) == '0') {
            leadingZeros++;
        }
        int exponent = given + point - 1 - leadingZeros;
        int end = digits.length();
        while (end > leadingZeros + 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        appendDigits(digits.substring(leadingZeros, end), exponent, target);
    }

    /** @param exponent of the first digit */
    private static void appendDigits(String digits, int exponent, StringBuilder target) {
        if (exponent < LEAST_PLAIN || exponent >= FIRST_SCIENTIFIC) {
            target.append(digits.charAt(0));
            if (digits.length() > 1) {
                target.append('.').append(digits, 1, digits.length());
            }
            target.append(exponent < 0 ? "e-" : "e+");
            target.append(Math.abs(exponent) < 10 ? "0" : "").append(Math.abs(exponent));
        } else if (exponent < 0) {
            target.append("0.").append("0".repeat(-exponent - 1)).append(digits);
        } else if (digits.length() <= exponent + 1) {
            target.append(digits)
                    .append("0".repeat(exponent + 1 - digits.length()))
                    .append(".0");
        } else {
            target.append(digits, 0, exponent + 1).append('.').append(digits, exponent + 1, digits.length());
        }
    }
}

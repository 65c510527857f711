package io.battdat.predicate;

import io.battdat.column.TextColumn;
import java.util.Arrays;

/** A condition on texts, on their UTF-8 bytes. */
final class TextTest implements ColumnTest {
    /** A condition on one text. */
    @FunctionalInterface
    private interface ByteTest {
        boolean matches(byte[] bytes, int start, int end);
    }

    private final TextColumn column;
    private final ByteTest test;

    TextTest(Condition condition, TextColumn column) {
        this.column = column;
        if (condition instanceof Comparison comparison) {
            this.test = comparison(comparison.operator(), ((Value.Text) comparison.value()).utf8());
        } else if (condition instanceof Membership membership) {
            this.test = membership(membership);
        } else {
            this.test = pattern((TextPattern) condition);
        }
    }

    private static ByteTest comparison(Operator operator, byte[] value) {
        return switch (operator) {
            case EQUAL -> (bytes, start, end) -> Arrays.equals(bytes, start, end, value, 0, value.length);
            case NOT_EQUAL -> (bytes, start, end) -> !Arrays.equals(bytes, start, end, value, 0, value.length);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                (bytes, start, end) ->
                        operator.holds(Arrays.compareUnsigned(bytes, start, end, value, 0, value.length));
        };
    }

    private static ByteTest membership(Membership membership) {
        byte[][] members = membership.values().stream()
                .map(value -> ((Value.Text) value).utf8())
                .toArray(byte[][]::new);
        return (bytes, start, end) -> contains(members, bytes, start, end) == membership.isIn();
    }

    private static boolean contains(byte[][] sorted, byte[] bytes, int start, int end) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            int comparison = Arrays.compareUnsigned(sorted[middle], 0, sorted[middle].length, bytes, start, end);
            if (comparison == 0) {
                return true;
            } else if (comparison < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return false;
    }

    private static ByteTest pattern(TextPattern pattern) {
        byte[] part = new Value.Text(pattern.part()).utf8();
        ByteTest found =
                switch (pattern.place()) {
                    case START -> (bytes, start, end) -> isAt(part, bytes, start, end);
                    case END -> (bytes, start, end) -> isAt(part, bytes, Math.max(start, end - part.length), end);
                    case ANYWHERE -> (bytes, start, end) -> isIn(part, bytes, start, end);
                };
        return (bytes, start, end) -> found.matches(bytes, start, end) == pattern.isWanted();
    }

    private static boolean isAt(byte[] part, byte[] bytes, int start, int end) {
        return end - start >= part.length && Arrays.equals(bytes, start, start + part.length, part, 0, part.length);
    }

    private static boolean isIn(byte[] part, byte[] bytes, int start, int end) {
        for (int at = start; at <= end - part.length; at++) {
            if (isAt(part, bytes, at, end)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void test(int rows, boolean[] matches) {
        byte[] bytes = column.bytes();
        for (int i = 0; i < rows; i++) {
            matches[i] = test.matches(bytes, column.start(i), column.start(i) + column.length(i));
        }
    }
}

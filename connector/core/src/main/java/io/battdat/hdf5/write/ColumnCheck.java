package io.battdat.hdf5.write;

import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Leaf;
import io.battdat.hdf5.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Checks that a member of the row can hold a column's values, before any of them is put: integers are not wrapped,
 * floats do not become infinite, texts do not lose their end.
 */
final class ColumnCheck {
    private final String table;
    private final Member member;
    private final ColumnType expected;
    private final List<Leaf> leaves;

    /** @throws WriteException if values of the member's type are not written */
    ColumnCheck(String table, Member member) {
        this.table = table;
        this.member = member;
        this.leaves = Leaf.of(member);
        this.expected = member.type()
                .columnType()
                .filter(type -> StorageTypes.isWritten(member.type()))
                .orElseThrow(() -> new WriteException(
                        table + ", column " + member.name() + ": columns of this type are not written"));
    }

    /**
     * @param tableRow number that the first of the rows will have in the table, for messages
     * @throws WriteException if a value does not fit
     */
    void check(Column column, int firstRow, int rowCount, long tableRow) {
        if (!column.type().equals(expected)) {
            throw new WriteException(table + ", column " + member.name() + ": the table holds " + expected
                    + ", the values are " + column.type());
        }
        for (Leaf leaf : leaves) {
            int perRow = leaf.places().perRow();
            Values values = new Values(leaf, leaf.in(column), firstRow * perRow, rowCount * perRow, tableRow);
            if (leaf.type() instanceof ElementType.Number number) {
                checkNumbers(values, number.format());
            } else if (leaf.type() instanceof ElementType.Text text) {
                checkTexts(values, text);
            } else if (leaf.type() instanceof ElementType.Enumeration enumeration) {
                checkLabels(values, enumeration);
            } else if (leaf.type() instanceof ElementType.Time time && time.bytes() == Long.BYTES) {
                checkTimes(values);
            }
        }
    }

    /** Values of a leaf, from element {@code first} of a column on. */
    private record Values(Leaf leaf, Column column, int first, int count, long tableRow) {}

    private void checkNumbers(Values values, ElementType.NumberFormat format) {
        switch (format) {
            case UINT8 -> {
                short[] numbers = ((ShortColumn) values.column).values();
                refuseOutside(values, "0 to 255", i -> (numbers[i] & ~0xFF) != 0);
            }
            case UINT16 -> {
                int[] numbers = ((IntColumn) values.column).values();
                refuseOutside(values, "0 to 65535", i -> (numbers[i] & ~0xFFFF) != 0);
            }
            case UINT32 -> {
                long[] numbers = ((LongColumn) values.column).values();
                refuseOutside(values, "0 to 4294967295", i -> (numbers[i] & ~0xFFFF_FFFFL) != 0);
            }
            case FLOAT16 -> {
                float[] numbers = ((FloatColumn) values.column).values();
                String range = -HalfFloat.LARGEST + " to " + HalfFloat.LARGEST;
                refuseOutside(values, range, i -> HalfFloat.overflows(numbers[i]));
            }
            case INT8, INT16, INT32, INT64, UINT64, FLOAT32, FLOAT64 -> {
                // stored as they are
            }
        }
    }

    private void refuseOutside(Values values, String range, IntPredicate outside) {
        refuse(
                values,
                outside,
                i -> "the value " + values.column.value(i) + " is outside " + range
                        + ", which the column stores. Write it to a column of a wider type");
    }

    /** Readers drop the filler behind a text, so that a text that ends with it would come back shorter. */
    private void checkTexts(Values values, ElementType.Text type) {
        TextColumn texts = (TextColumn) values.column;
        byte filler = (byte) (type.spacePadded() ? ' ' : 0);
        refuse(
                values,
                i -> {
                    int length = texts.length(i);
                    return length > 0 && texts.bytes()[texts.start(i) + length - 1] == filler;
                },
                i -> "the text ends with a " + (filler == 0 ? "NUL character" : "space")
                        + ", which is what fills the rest of the column, and would be lost. Cut it off before writing");
    }

    private void checkLabels(Values values, ElementType.Enumeration type) {
        EnumValues known = new EnumValues(type);
        TextColumn texts = (TextColumn) values.column;
        refuse(values, i -> known.of(texts.value(i)).isEmpty(), i -> known.problem(texts.value(i)));
    }

    private void checkTimes(Values values) {
        double[] seconds = ((DoubleColumn) values.column).values();
        refuse(values, i -> !TimeRange.holds(seconds[i]), i -> TimeRange.problem(seconds[i]));
    }

    private void refuse(Values values, IntPredicate isWrong, IntFunction<String> problem) {
        int perRow = values.leaf.places().perRow();
        for (int i = values.first; i < values.first + values.count; i++) {
            if (isWrong.test(i)) {
                long row = values.tableRow + (i - values.first) / perRow;
                throw new WriteException(
                        table + ", column " + values.leaf.name() + ", row " + row + ": " + problem.apply(i));
            }
        }
    }

    /** Bytes of the longest text in these rows, for each leaf of texts. */
    List<Integer> longestTexts(Column column, int firstRow, int rowCount) {
        List<Integer> longest = new ArrayList<>();
        for (Leaf leaf : leaves) {
            if (leaf.type() instanceof ElementType.Text) {
                int perRow = leaf.places().perRow();
                longest.add(longest((TextColumn) leaf.in(column), firstRow * perRow, rowCount * perRow));
            }
        }
        return longest;
    }

    private static int longest(TextColumn texts, int first, int count) {
        int longest = 0;
        for (int i = first; i < first + count; i++) {
            longest = Math.max(longest, texts.length(i));
        }
        return longest;
    }
}

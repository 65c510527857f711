package io.battdat.streaming;

import io.battdat.column.BooleanColumn;
import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.column.TextColumn;
import java.util.Arrays;

/** Runs of equal values in a column. */
final class CycleRuns {
    private CycleRuns() {}

    /** The row after the last one that has the same value as {@code first}, looking no further than {@code end}. */
    static int endOfRun(Column column, int first, int end) {
        int row = first + 1;
        switch (column.type().kind()) {
            case BOOLEAN -> {
                boolean[] values = ((BooleanColumn) column).values();
                while (row < end && values[row] == values[first]) {
                    row++;
                }
            }
            case BYTE -> {
                byte[] values = ((ByteColumn) column).values();
                while (row < end && values[row] == values[first]) {
                    row++;
                }
            }
            case SHORT -> {
                short[] values = ((ShortColumn) column).values();
                while (row < end && values[row] == values[first]) {
                    row++;
                }
            }
            case INT -> {
                int[] values = ((IntColumn) column).values();
                while (row < end && values[row] == values[first]) {
                    row++;
                }
            }
            case LONG, UNSIGNED_LONG -> {
                long[] values = ((LongColumn) column).values();
                while (row < end && values[row] == values[first]) {
                    row++;
                }
            }
            // comparing floats as numbers makes each NaN a run of its own and 0.0 equal to -0.0
            case FLOAT -> {
                float[] values = ((FloatColumn) column).values();
                while (row < end && values[row] == values[first]) {
                    row++;
                }
            }
            case DOUBLE -> {
                double[] values = ((DoubleColumn) column).values();
                while (row < end && values[row] == values[first]) {
                    row++;
                }
            }
            case TEXT -> {
                while (row < end && isSameText((TextColumn) column, row, first)) {
                    row++;
                }
            }
            case ARRAY, STRUCT -> throw new IllegalArgumentException("only single values number cycles");
        }
        return row;
    }

    private static boolean isSameText(TextColumn texts, int row, int other) {
        return Arrays.equals(
                texts.bytes(),
                texts.start(row),
                texts.start(row) + texts.length(row),
                texts.bytes(),
                texts.start(other),
                texts.start(other) + texts.length(other));
    }
}

package io.battdat.hdf5.write;

/**
 * Where a value goes to, for messages.
 *
 * @param table file and table
 * @param column name of the column; of a value in a struct the path to it, such as {@code point.x}
 */
public record ColumnPlace(String table, String column) {
    private static final int MOST_SHOWN = 80;

    /** The place of a struct's field. */
    public ColumnPlace field(String name) {
        return new ColumnPlace(table, column + "." + name);
    }

    /** A value of another kind than the column's. */
    WriteException expected(long tableRow, String expected, Object value) {
        if (value == null) {
            return refusal(
                    tableRow,
                    "the value is null, which only float columns can hold (as NaN). Give a value, or use a float64"
                            + " column");
        }
        return refusal(tableRow, "expected " + expected + ", found " + describe(value));
    }

    /**
     * A value that cannot be stored.
     *
     * @param problem what is wrong with it, and what to do
     */
    public WriteException refusal(long tableRow, String problem) {
        return new WriteException(table + ", column " + column + ", row " + tableRow + ": " + problem);
    }

    static String describe(Object value) {
        if (value == null) {
            return "null";
        }
        String text = value.getClass().isArray() ? "" : " " + value;
        return value.getClass().getSimpleName()
                + (text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text);
    }
}

package io.battdat.column;

/**
 * Values of one column for a run of rows. Buffers grow and are reused: what a reader hands out is overwritten by its
 * next batch.
 */
public abstract sealed class Column
        permits BooleanColumn,
                ByteColumn,
                ShortColumn,
                IntColumn,
                LongColumn,
                FloatColumn,
                DoubleColumn,
                TextColumn,
                ArrayColumn,
                StructColumn {
    private final ColumnType type;

    Column(ColumnType type) {
        this.type = type;
    }

    /** An empty column with room for {@code rows} rows. */
    public static Column create(ColumnType type, int rows) {
        Column column =
                switch (type.kind()) {
                    case BOOLEAN -> new BooleanColumn();
                    case BYTE -> new ByteColumn();
                    case SHORT -> new ShortColumn();
                    case INT -> new IntColumn();
                    case LONG, UNSIGNED_LONG -> new LongColumn(type);
                    case FLOAT -> new FloatColumn();
                    case DOUBLE -> new DoubleColumn();
                    case TEXT -> new TextColumn();
                    case ARRAY -> new ArrayColumn(type);
                    case STRUCT -> new StructColumn(type);
                };
        column.ensureCapacity(rows);
        return column;
    }

    public final ColumnType type() {
        return type;
    }

    /** Makes room for {@code rows} rows and keeps what is there. */
    public abstract void ensureCapacity(int rows);

    /** Memory that the buffers take. */
    public abstract long heldBytes();

    /**
     * Copies rows of a column of the same type to the end of this one.
     *
     * @param row the row of this column to copy to; every row before it has been filled
     */
    public abstract void copyRows(int row, Column source, int sourceRow, int rowCount);

    /**
     * Copies rows of this column to an earlier place in it.
     *
     * @param fromRow the first row to copy
     * @param toRow where it goes to, before it
     */
    public abstract void moveRows(int fromRow, int toRow, int rowCount);

    /**
     * The value of a row as an object: Boolean, Byte, Short, Integer, Long, {@link java.math.BigInteger} (unsigned
     * 64-bit), Float, Double, String, a {@link java.util.List} of them, or a {@link java.util.Map} of them by the names
     * of a struct's fields.
     */
    public abstract Object value(int row);

    /** New length of a buffer that must hold {@code needed} and will go on growing. */
    static int grownLength(int current, long needed) {
        if (needed > Integer.MAX_VALUE - 16) {
            throw new IllegalStateException("a column of " + needed + " elements is longer than a Java array can be");
        }
        return (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, current + (long) (current >> 1)));
    }
}

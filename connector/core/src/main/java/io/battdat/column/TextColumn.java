package io.battdat.column;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A column of UTF-8 texts: one buffer with the bytes of all rows, and where each row's text stands in it. */
public final class TextColumn extends Column {
    private byte[] bytes = {};
    private int[] starts = {};
    private int[] lengths = {};
    private int usedBytes;

    TextColumn() {
        super(ColumnType.TEXT);
    }

    /** The buffer that holds the texts. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the text of a row starts in {@link #bytes()}. */
    public int start(int row) {
        return starts[row];
    }

    /** Length in bytes of the text of a row. */
    public int length(int row) {
        return lengths[row];
    }

    /** Forgets all texts; the buffers stay. */
    public void clear() {
        usedBytes = 0;
    }

    /** Stores the text of a row: a copy of {@code length} bytes of {@code source}. */
    public void put(int row, byte[] source, int start, int length) {
        refer(row, keep(source, start, length), length);
    }

    /**
     * Copies a text into the buffer that {@link #refer} gives to one row or to many.
     *
     * @return where it starts in {@link #bytes()}, until {@link #clear}
     */
    public int keep(byte[] source, int start, int length) {
        if (length > bytes.length - usedBytes) {
            bytes = Arrays.copyOf(bytes, grownLength(bytes.length, (long) usedBytes + length));
        }
        System.arraycopy(source, start, bytes, usedBytes, length);
        int kept = usedBytes;
        usedBytes += length;
        return kept;
    }

    /** Makes {@code length} bytes that were kept the text of a row. */
    public void refer(int row, int start, int length) {
        starts[row] = start;
        lengths[row] = length;
    }

    @Override
    public void ensureCapacity(int rows) {
        if (rows > starts.length) {
            int capacity = grownLength(starts.length, rows);
            starts = Arrays.copyOf(starts, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
        }
    }

    @Override
    public long heldBytes() {
        return bytes.length + 2L * Integer.BYTES * starts.length;
    }

    @Override
    public void copyRows(int row, Column source, int sourceRow, int rowCount) {
        ensureCapacity(row + rowCount);
        TextColumn texts = (TextColumn) source;
        for (int i = 0; i < rowCount; i++) {
            put(row + i, texts.bytes, texts.starts[sourceRow + i], texts.lengths[sourceRow + i]);
        }
    }

    @Override
    public void moveRows(int fromRow, int toRow, int rowCount) {
        System.arraycopy(starts, fromRow, starts, toRow, rowCount);
        System.arraycopy(lengths, fromRow, lengths, toRow, rowCount);
    }

    @Override
    public String value(int row) {
        return new String(bytes, starts[row], lengths[row], StandardCharsets.UTF_8);
    }
}

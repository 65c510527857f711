package io.battdat.hdf5.write;

import io.battdat.column.ArrayColumn;
import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import java.util.function.IntPredicate;

/**
 * Checks that a member of the row can hold a column's values, before any of them is put: integers are not wrapped,
 * floats do not become infinite, texts do not lose their end.
 */
final class ColumnCheck {
    private final String table;
    private final Member member;
    private final ElementType element;
    private final int elementsPerRow;

    ColumnCheck(String table, Member member) {
        this.table = table;
        this.member = member;
        this.element = StorageTypes.innermost(member.type());
        this.elementsPerRow = member.type().bytes() / element.bytes();
    }

    /**
     * @param tableRow number that the first of the rows will have in the table, for messages
     * @throws WriteException if a value does not fit
     */
    void check(Column column, int firstRow, int rowCount, long tableRow) {
        ColumnType expected = member.type()
                .columnType()
                .filter(type -> StorageTypes.isWritten(member.type()))
                .orElseThrow(() -> new WriteException(where() + "columns of this type are not written"));
        if (!column.type().equals(expected)) {
            throw new WriteException(where() + "the table holds " + expected + ", the values are " + column.type());
        }
        Column source = column;
        while (source instanceof ArrayColumn array) {
            source = array.elements();
        }
        int first = firstRow * elementsPerRow;
        int count = rowCount * elementsPerRow;
        if (element instanceof ElementType.Number number) {
            checkNumbers(number.format(), source, first, count, tableRow);
        } else if (element instanceof ElementType.Text) {
            checkTexts((TextColumn) source, first, count, tableRow);
        }
    }

    private void checkNumbers(ElementType.NumberFormat format, Column source, int first, int count, long tableRow) {
        switch (format) {
            case UINT8 -> {
                short[] values = ((ShortColumn) source).values();
                refuse(source, first, count, tableRow, "0 to 255", i -> (values[i] & ~0xFF) != 0);
            }
            case UINT16 -> {
                int[] values = ((IntColumn) source).values();
                refuse(source, first, count, tableRow, "0 to 65535", i -> (values[i] & ~0xFFFF) != 0);
            }
            case UINT32 -> {
                long[] values = ((LongColumn) source).values();
                refuse(source, first, count, tableRow, "0 to 4294967295", i -> (values[i] & ~0xFFFF_FFFFL) != 0);
            }
            case FLOAT16 -> {
                float[] values = ((FloatColumn) source).values();
                String range = -HalfFloat.LARGEST + " to " + HalfFloat.LARGEST;
                refuse(source, first, count, tableRow, range, i -> HalfFloat.overflows(values[i]));
            }
            case INT8, INT16, INT32, INT64, UINT64, FLOAT32, FLOAT64 -> {
                // stored as they are
            }
        }
    }

    private void refuse(Column source, int first, int count, long tableRow, String range, IntPredicate outside) {
        for (int i = first; i < first + count; i++) {
            if (outside.test(i)) {
                throw new WriteException(where(tableRow + (i - first) / elementsPerRow) + "the value " + source.value(i)
                        + " is outside " + range + ", which the column stores. Write it to a column of a wider type");
            }
        }
    }

    /** Readers drop the filler behind a text, so that a text that ends with it would come back shorter. */
    private void checkTexts(TextColumn texts, int first, int count, long tableRow) {
        byte filler = (byte) (((ElementType.Text) element).spacePadded() ? ' ' : 0);
        for (int i = first; i < first + count; i++) {
            int length = texts.length(i);
            if (length > 0 && texts.bytes()[texts.start(i) + length - 1] == filler) {
                throw new WriteException(where(tableRow + (i - first) / elementsPerRow) + "the text ends with a "
                        + (filler == 0 ? "NUL character" : "space")
                        + ", which is what fills the rest of the column, and would be lost. Cut it off before writing");
            }
        }
    }

    /** Bytes of the longest text in these rows; 0 for a column of anything else. */
    int longestText(Column column, int firstRow, int rowCount) {
        Column source = column;
        while (source instanceof ArrayColumn array) {
            source = array.elements();
        }
        int longest = 0;
        if (source instanceof TextColumn texts) {
            int first = firstRow * elementsPerRow;
            for (int i = first; i < first + rowCount * elementsPerRow; i++) {
                longest = Math.max(longest, texts.length(i));
            }
        }
        return longest;
    }

    private String where() {
        return table + ", column " + member.name() + ": ";
    }

    private String where(long row) {
        return table + ", column " + member.name() + ", row " + row + ": ";
    }
}

package io.battdat.convert;

import io.battdat.column.BooleanColumn;
import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.DoubleColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.TextColumn;
import java.nio.charset.StandardCharsets;

/**
 * A column of a table that takes the fields of a file as they stand in its rows.
 *
 * @param name of the column
 * @param field the file's name for it
 * @param copy what becomes of a field
 */
record CsvColumn(String name, String field, ColumnType type, Copy copy) {
    private static final byte[] MISSING_TEXT = "nan".getBytes(StandardCharsets.US_ASCII);

    /** Stores one field of a row in a column. */
    interface Copy {
        void copy(FieldReader fields, int field, Column target, int row);
    }

    /** What a number becomes. */
    interface NumberConversion {
        double convert(FieldReader fields, int field);
    }

    /** A number, NaN where the field is empty. */
    static CsvColumn number(String name, String field) {
        return number(name, field, FieldReader::number);
    }

    static CsvColumn number(String name, String field, NumberConversion conversion) {
        return new CsvColumn(
                name,
                field,
                ColumnType.DOUBLE,
                (fields, column, target, row) ->
                        ((DoubleColumn) target).values()[row] = conversion.convert(fields, column));
    }

    /** A whole number in every row, less what the vendor counts from. */
    static CsvColumn integer(String name, String field, int countedFrom) {
        return new CsvColumn(
                name,
                field,
                ColumnType.LONG,
                (fields, column, target, row) ->
                        ((LongColumn) target).values()[row] = fields.integer(column) - countedFrom);
    }

    /** A text; missing ones are {@code nan}, as battdat writes them. */
    static CsvColumn text(String name, String field) {
        return new CsvColumn(name, field, ColumnType.TEXT, (fields, column, target, row) -> {
            TextColumn texts = (TextColumn) target;
            if (fields.isMissing(column)) {
                texts.put(row, MISSING_TEXT, 0, MISSING_TEXT.length);
            } else {
                fields.copyText(column, texts, row);
            }
        });
    }

    static CsvColumn bool(String name, String field) {
        return new CsvColumn(
                name,
                field,
                ColumnType.BOOLEAN,
                (fields, column, target, row) ->
                        ((BooleanColumn) target).values()[row] = Boolean.parseBoolean(fields.text(column)));
    }
}

package io.battdat.convert;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.battdat.UnsupportedFormatException;
import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * A column of a table as a field of a CSV file.
 *
 * @param field its name there
 */
record ExportColumn(String name, String field, Kind kind) {
    private enum Kind {
        NUMBER,
        /** Counted from 1 instead of 0. */
        CYCLE,
        /** UNIX seconds as a date and a time. */
        TIME
    }

    static ExportColumn number(String name, String field) {
        return new ExportColumn(name, field, Kind.NUMBER);
    }

    static ExportColumn cycle(String name, String field) {
        return new ExportColumn(name, field, Kind.CYCLE);
    }

    static ExportColumn time(String name, String field) {
        return new ExportColumn(name, field, Kind.TIME);
    }

    void check(TableInfo table, Member member) {
        ColumnType type = TableReader.columnType(table, member);
        switch (type.kind()) {
            case BYTE, SHORT, INT, LONG, UNSIGNED_LONG, FLOAT, DOUBLE -> {
                return;
            }
            case BOOLEAN, TEXT, ARRAY, STRUCT ->
                throw new UnsupportedFormatException(
                        table.file(),
                        "table " + table.path() + ", column " + name,
                        "numbers are written as " + field + ", and it has values of type " + type
                                + ". Write the table anew without the column, or with numbers in it");
        }
    }

    void append(Column column, int row, ClockText clock, StringBuilder target) {
        if (column instanceof DoubleColumn doubles) {
            append(doubles.values()[row], clock, target);
        } else if (column instanceof FloatColumn floats) {
            // the double of the same shortest text
            append(Double.parseDouble(NumberOutput.toString(floats.values()[row], true)), clock, target);
        } else {
            Number value = (Number) column.value(row);
            switch (kind) {
                case NUMBER -> target.append(value);
                case CYCLE -> target.append(value.longValue() + 1);
                case TIME -> clock.append(value.doubleValue(), target);
            }
        }
    }

    private void append(double value, ClockText clock, StringBuilder target) {
        switch (kind) {
            case NUMBER -> DecimalText.append(value, target);
            case CYCLE -> DecimalText.append(value + 1, target);
            case TIME -> clock.append(value, target);
        }
    }

    /** Times as {@code 07/01/2024 00:00:00.000000}, rounded to microseconds as Python does, half to even. */
    static final class ClockText {
        private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss.SSSSSS");
        private static final int NANOS_PER_MICRO = 1000;

        private final ZoneId zone;

        ClockText(ZoneId zone) {
            this.zone = zone;
        }

        void append(double seconds, StringBuilder target) {
            if (!Double.isFinite(seconds)) {
                return;
            }
            double whole = Math.floor(seconds);
            int micros = BigDecimal.valueOf(seconds - whole)
                    .movePointRight(6)
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .intValue();
            Instant instant = Instant.ofEpochSecond((long) whole, (long) micros * NANOS_PER_MICRO);
            FORMAT.formatTo(LocalDateTime.ofInstant(instant, zone), target);
        }
    }
}

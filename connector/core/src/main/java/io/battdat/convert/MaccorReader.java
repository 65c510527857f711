package io.battdat.convert;

import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.DoubleColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads ASCII exports of MACCOR cyclers: Latin-1, fields between tabs, a line about the test above the line of names.
 * {@code Test (Min)} is minutes; {@code Amps} has no sign, {@code State} says in which direction they flow. A clock time
 * without a date is of the date of the test, also after midnight, as battdat has it.
 */
final class MaccorReader extends CycleTestReader {
    static final List<String> COLUMNS = List.of("Cyc#", "Test (Min)", "Amps", "Volts", "State");

    private static final Pattern TEST_DATE = Pattern.compile("Date of Test:\\s+(\\d{2}/\\d{2}/\\d{4})");
    private static final String TIME = "DPt Time";
    private static final int SECONDS_PER_MINUTE = 60;

    private final VendorOptions options;

    MaccorReader(CellFiles files, VendorOptions options) {
        super(files);
        this.options = options;
    }

    static FieldReader fields(SourceFile file) throws IOException {
        return FieldReader.open(file, '\t', 1, StandardCharsets.ISO_8859_1);
    }

    @Override
    Map<String, ColumnType> columns() {
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        columns.put("cycle_number", ColumnType.LONG);
        columns.put("file_number", ColumnType.LONG);
        columns.put("test_time", ColumnType.DOUBLE);
        columns.put("state", ColumnType.TEXT);
        columns.put("current", ColumnType.DOUBLE);
        if (!options.ignoreTime()) {
            columns.put("time", ColumnType.DOUBLE);
        }
        columns.put("voltage", ColumnType.DOUBLE);
        columns.put("step_index", ColumnType.LONG);
        columns.put("method", ColumnType.TEXT);
        columns.put("substep_index", ColumnType.LONG);
        return columns;
    }

    @Override
    void checkOrder() throws IOException {
        LocalDate last = LocalDate.MIN;
        SourceFile before = null;
        for (SourceFile file : files().files()) {
            LocalDate date = testDate(file);
            if (date.isBefore(last)) {
                throw new VendorFileException(
                        file,
                        1,
                        "the date of the test, " + date + ", is before that of " + before.location() + ", " + last,
                        "Number the files in the order of the test, or give those that belong together");
            }
            last = date;
            before = file;
        }
    }

    private static LocalDate testDate(SourceFile file) throws IOException {
        try (LineReader lines = new LineReader(file)) {
            String line = lines.next()
                    ? new String(lines.bytes(), lines.start(), lines.end() - lines.start(), StandardCharsets.ISO_8859_1)
                    : "";
            Matcher matcher = TEST_DATE.matcher(line);
            try {
                if (matcher.find()) {
                    return ClockTime.date(matcher.group(1));
                }
            } catch (DateTimeException e) {
                line = e.getMessage(); // a month or day that does not exist
            }
            throw new VendorFileException(
                    file,
                    1,
                    "there is no date of the test (Date of Test: MM/DD/YYYY): "
                            + line.substring(0, Math.min(line.length(), 80)),
                    "Export the file with its header");
        }
    }

    @Override
    CycleTestFile open(SourceFile file) throws IOException {
        LocalDate testDate = testDate(file);
        FieldReader fields = fields(file);
        try {
            return new MaccorFile(fields, testDate, options);
        } catch (RuntimeException e) {
            fields.close();
            throw e;
        }
    }

    private static final class MaccorFile extends CycleTestFile {
        private final LocalDate testDate;
        private final ClockTime clock;
        private final boolean statesAsBattdat;
        private final int cycle;
        private final int minutes;
        private final int amperes;
        private final int volts;
        private final int state;
        /** Negative if it is left out. */
        private final int time;

        MaccorFile(FieldReader fields, LocalDate testDate, VendorOptions options) {
            super(fields);
            this.testDate = testDate;
            clock = new ClockTime(options.timeZone());
            statesAsBattdat = options.maccorStates() == MaccorStates.AS_BATTDAT;
            cycle = fields.column("Cyc#");
            minutes = fields.column("Test (Min)");
            amperes = fields.column("Amps");
            volts = fields.column("Volts");
            state = fields.column("State");
            time = options.ignoreTime() ? -1 : fields.column(TIME);
        }

        @Override
        long cycle() {
            return fields.integer(cycle);
        }

        @Override
        double time() {
            return fields.requiredNumber(minutes) * SECONDS_PER_MINUTE;
        }

        @Override
        double current() {
            double unsigned = fields.requiredNumber(amperes);
            if (!fields.isCapital(state)) {
                throw fields.bad(
                        "column State holds no state: '" + fields.quotedText(state)
                                + "'; a state is a capital letter, such as C, D and R",
                        "The direction of the current hangs on it. Export the file anew, or mend the line");
            }
            return fields.isLetter(state, 'D') ? -unsigned : unsigned;
        }

        @Override
        double voltage() {
            return fields.requiredNumber(volts);
        }

        @Override
        ChargingState state(double current) {
            if (statesAsBattdat) {
                return ChargingState.UNKNOWN;
            } else if (fields.isLetter(state, 'R')) {
                return ChargingState.RESTING;
            } else if (fields.isLetter(state, 'C')) {
                return ChargingState.CHARGING;
            }
            return fields.isLetter(state, 'D') ? ChargingState.DISCHARGING : ChargingState.UNKNOWN;
        }

        @Override
        void copyOthers(Map<String, Column> columns, int row) {
            if (time >= 0) {
                ((DoubleColumn) columns.get("time")).values()[row] = clockTime();
            }
        }

        private double clockTime() {
            String text = fields.text(time);
            try {
                return clock.seconds(text, testDate);
            } catch (DateTimeException e) {
                throw fields.bad(
                        "column " + TIME + " holds no time: '" + fields.quotedText(time) + "'",
                        "Mend the line, or read the file without its clock times (option ignoreTime)");
            }
        }
    }
}

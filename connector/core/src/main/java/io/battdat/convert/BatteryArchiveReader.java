package io.battdat.convert;

import io.battdat.metadata.ColumnInfo;
import io.battdat.metadata.ColumnSchema;
import io.battdat.metadata.DataType;
import io.battdat.metadata.StandardSchemas;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/**
 * Reads CSV files of Battery Archive: {@code raw_data} from {@code _timeseries.csv}, {@code cycle_stats} from
 * {@code _cycle_data.csv}. Cycles are counted from 0 instead of 1, as battdat's own writer for that archive has it
 * (battdat/io/ba.py). Current is positive while charging in both: in published files the charge capacity rises with it.
 * Of the two temperatures that of the cell is kept.
 *
 * <p>{@code Test_Time} of a cycle is the time of its end, where battdat's {@code cycle_start} is that of its beginning;
 * it is kept as {@code test_time}.
 */
final class BatteryArchiveReader extends CsvReader {
    static final FileNames NAMES = new FileNames("(.+)_(timeseries|cycle_data)\\.csv");

    private static final String CYCLE = "Cycle_Index";
    private static final String TEST_TIME = "Test_Time (s)";

    private static final List<CsvColumn> CYCLE_STATS = List.of(
            CsvColumn.integer("cycle_number", CYCLE, 1),
            CsvColumn.number("test_time", TEST_TIME),
            CsvColumn.number("capacity_discharge", "Discharge_Capacity (Ah)"),
            CsvColumn.number("energy_discharge", "Discharge_Energy (Wh)"),
            CsvColumn.number("capacity_charge", "Charge_Capacity (Ah)"),
            CsvColumn.number("energy_charge", "Charge_Energy (Wh)"),
            CsvColumn.number("V_maximum", "Max_Voltage (V)"),
            CsvColumn.number("V_minimum", "Min_Voltage (V)"));

    private static final ColumnSchema CYCLE_STATS_SCHEMA = StandardSchemas.CYCLE_STATS.toBuilder()
            .addColumn(
                    "test_time",
                    ColumnInfo.of(DataType.FLOAT, "Seconds since the test began, at the end of the cycle")
                            .withUnits("s"))
            .build();

    private final VendorOptions options;

    BatteryArchiveReader(CellFiles files, VendorOptions options) {
        super(files, options);
        this.options = options;
    }

    private static boolean isTimeSeries(SourceFile file) {
        return NAMES.part(file).equalsIgnoreCase("timeseries");
    }

    /** The columns that a file must have. */
    static List<String> columns(SourceFile file) {
        return fieldNames(isTimeSeries(file) ? rawData(VendorOptions.DEFAULT) : CYCLE_STATS);
    }

    private static List<CsvColumn> rawData(VendorOptions options) {
        ClockTime clock = new ClockTime(options.timeZone());
        return List.of(
                CsvColumn.integer("cycle_number", CYCLE, 1),
                CsvColumn.number("test_time", TEST_TIME),
                CsvColumn.number("voltage", "Voltage (V)"),
                CsvColumn.number("current", "Current (A)"),
                CsvColumn.number("time", "Date_Time", (fields, column) -> time(clock, fields, column)),
                CsvColumn.number("temperature", "Cell_Temperature (C)"),
                CsvColumn.number("cycle_capacity_charge", "Charge_Capacity (Ah)"),
                CsvColumn.number("cycle_capacity_discharge", "Discharge_Capacity (Ah)"));
    }

    private static double time(ClockTime clock, FieldReader fields, int column) {
        if (fields.isMissing(column)) {
            return Double.NaN;
        }
        String text = fields.text(column);
        try {
            return clock.seconds(text, LocalDate.EPOCH);
        } catch (DateTimeException e) {
            throw fields.bad(
                    "column Date_Time holds no time such as 2010-09-02 14:35:40: '" + fields.quotedText(column) + "'");
        }
    }

    @Override
    void addTables(SourceFile file, List<VendorTable> tables) throws IOException {
        tables.add(
                isTimeSeries(file)
                        ? table("raw_data", StandardSchemas.RAW_DATA, file, rawData(options))
                        : table("cycle_stats", CYCLE_STATS_SCHEMA, file, CYCLE_STATS));
    }
}

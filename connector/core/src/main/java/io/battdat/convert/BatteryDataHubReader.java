package io.battdat.convert;

import io.battdat.metadata.StandardSchemas;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;

/**
 * Reads CSV files of Battery Data Hub: {@code raw_data} and {@code eis_data} from {@code -raw.csv}, {@code cycle_stats}
 * from {@code -summary.csv}. Cycles and steps of {@code raw_data} are counted from 0 instead of 1; those of the other two
 * tables are left as they are, as battdat leaves them. Rows of impedance measurements stay in {@code raw_data}, too.
 */
final class BatteryDataHubReader extends CsvReader {
    static final FileNames NAMES = new FileNames("([-\\w]+)[- ](raw|summary)\\.csv");

    private static final String IMPEDANCE = "Z_Imag_Ohm";
    private static final String FREQUENCY = "Frequency_Hz";
    private static final String DAY = "Datenum_d";

    private static final List<CsvColumn> CYCLE_STATS = List.of(
            CsvColumn.integer("cycle_number", "Cycle_Index", 0),
            CsvColumn.number("capacity_charge", "Q_chg"),
            CsvColumn.number("energy_charge", "E_chg"),
            CsvColumn.number("capacity_discharge", "Q_dis"),
            CsvColumn.number("energy_discharge", "E_dis"),
            CsvColumn.number("coulomb_efficiency", "CE"),
            CsvColumn.number("energy_efficiency", "EE"),
            CsvColumn.number("cycle_start", "tsecs_start"),
            CsvColumn.number("cycle_duration", "tsecs_cycle"),
            CsvColumn.number("temperature_minimum", "T_min"),
            CsvColumn.number("temperature_maximum", "T_max"),
            CsvColumn.number("temperature_average", "T_avg"));

    private static final List<CsvColumn> EIS_DATA = List.of(
            CsvColumn.integer("test_id", "Cycle_Index", 0),
            CsvColumn.number("frequency", FREQUENCY),
            CsvColumn.number("z_imag", IMPEDANCE),
            CsvColumn.number("z_real", "Z_Real_Ohm"),
            CsvColumn.number("z_mag", "Z_Mag_Ohm"),
            CsvColumn.number("z_phase", "Z_Phase_Degree"));

    private final VendorOptions options;

    BatteryDataHubReader(CellFiles files, VendorOptions options) {
        super(files, options);
        this.options = options;
    }

    private static boolean isRaw(SourceFile file) {
        return NAMES.part(file).equalsIgnoreCase("raw");
    }

    /** The columns that a file must have. */
    static List<String> columns(SourceFile file) {
        return fieldNames(isRaw(file) ? rawData(VendorOptions.DEFAULT) : CYCLE_STATS);
    }

    private static List<CsvColumn> rawData(VendorOptions options) {
        return List.of(
                CsvColumn.integer("cycle_number", "Cycle_Index", 1),
                CsvColumn.integer("step_index", "Step", 1),
                CsvColumn.number("test_time", "Time_s"),
                CsvColumn.number("current", "Current_A"),
                CsvColumn.number("voltage", "Voltage_V"),
                CsvColumn.number("temperature", "Cell_Temperature_C"),
                CsvColumn.number("time", DAY, (fields, column) -> {
                    double day = fields.requiredNumber(column);
                    try {
                        return DayNumber.seconds(day, options.timeZone());
                    } catch (DateTimeException e) {
                        throw fields.bad("column " + DAY + " holds " + e.getMessage());
                    }
                }));
    }

    @Override
    void addTables(SourceFile file, List<VendorTable> tables) throws IOException {
        if (!isRaw(file)) {
            tables.add(table("cycle_stats", StandardSchemas.CYCLE_STATS, file, CYCLE_STATS));
            return;
        }
        tables.add(table("raw_data", StandardSchemas.RAW_DATA, file, rawData(options)));
        if (hasImpedance(file)) {
            tables.add(new CsvTable("eis_data", StandardSchemas.EIS_DATA, file, EIS_DATA, Optional.of(FREQUENCY)));
        }
    }

    private static boolean hasImpedance(SourceFile file) throws IOException {
        try (FieldReader fields = FieldReader.openCsv(file)) {
            if (fields.optionalColumn(IMPEDANCE).isEmpty()) {
                return false;
            }
            int column = fields.column(IMPEDANCE);
            while (fields.next()) {
                if (!fields.isMissing(column)) {
                    return true;
                }
            }
            return false;
        }
    }
}

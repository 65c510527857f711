package io.battdat.metadata;

import java.util.Map;
import java.util.Optional;

/**
 * The column schemas that battdat predefines: names, types, units and flags are battdat's (schemas/column.py and eis.py
 * of release 0.4.9), the descriptions are not.
 */
public final class StandardSchemas {
    /** Time series of a cell: table {@code raw_data}. */
    public static final ColumnSchema RAW_DATA = ColumnSchema.builder()
            .addDeclaredColumn(
                    "file_number",
                    monotonic(integer("Number of the source file that the row was read from, where a test was"
                            + " exported in several")))
            .addDeclaredColumn(
                    "state", ColumnInfo.of(DataType.STATE, "What the cell does: charging, discharging, resting"))
            .addDeclaredColumn("method", ColumnInfo.of(DataType.CONTROL, "How the cycler drives the cell in this step"))
            .addDeclaredColumn("cycle_number", monotonic(integer("Number of the cycle, from 0")))
            .addDeclaredColumn(
                    "step_index",
                    integer("Number of the step within its cycle; a step ends where charging, discharging or rest"
                            + " does"))
            .addDeclaredColumn(
                    "substep_index",
                    integer("Number of the part of a step that is driven in one way, within its cycle"))
            .addDeclaredColumn(
                    "test_time",
                    monotonic(number("s", "Seconds since the test began")).withRequired(true))
            .addDeclaredColumn(
                    "voltage", number("V", "Voltage between the terminals").withRequired(true))
            .addDeclaredColumn(
                    "current",
                    number("A", "Current through the cell; positive while charging")
                            .withRequired(true))
            .addDeclaredColumn("internal_resistance", number("ohm", "Resistance inside the cell"))
            .addDeclaredColumn("time", monotonic(number("s", "Time of the measurement as UNIX time")))
            .addDeclaredColumn("temperature", number("C", "Temperature of the cell"))
            .addDeclaredColumn("cycle_time", monotonic(number("s", "Seconds since the cycle began")))
            .addDeclaredColumn(
                    "cycle_capacity",
                    number("A-hr", "Net charge moved since the cycle began; positive if more was discharged"))
            .addDeclaredColumn(
                    "cycle_energy",
                    number("J", "Net energy moved since the cycle began; positive if more was discharged"))
            .addDeclaredColumn("cycle_capacity_charge", number("A-hr", "Charge put in since the cycle began"))
            .addDeclaredColumn("cycle_capacity_discharge", number("A-hr", "Charge taken out since the cycle began"))
            .build();

    /** One row for each cycle: table {@code cycle_stats}. */
    public static final ColumnSchema CYCLE_STATS = ColumnSchema.builder()
            .addDeclaredColumn(
                    "cycle_number", monotonic(integer("Number of the cycle")).withRequired(true))
            .addDeclaredColumn(
                    "cycle_start", monotonic(number("s", "When the cycle began, in seconds since the test did")))
            .addDeclaredColumn("cycle_duration", number("s", "How long the cycle took"))
            .addDeclaredColumn("capacity_discharge", number("A-hr", "Charge taken out during the cycle"))
            .addDeclaredColumn("energy_discharge", number("W-hr", "Energy taken out during the cycle"))
            .addDeclaredColumn("capacity_charge", number("A-hr", "Charge put in during the cycle"))
            .addDeclaredColumn("energy_charge", number("W-hr", "Energy put in during the cycle"))
            .addDeclaredColumn("coulomb_efficiency", number("%", "Share of the charge that the cycle loses or returns"))
            .addDeclaredColumn(
                    "energy_efficiency",
                    ColumnInfo.of(DataType.FLOAT, "Share of the energy that the cycle loses or returns"))
            .addDeclaredColumn("max_cycled_capacity", number("A-hr", "Widest span of charge within the cycle"))
            .addDeclaredColumn("discharge_V_average", number("V", "Mean voltage while discharging"))
            .addDeclaredColumn("charge_V_average", number("V", "Mean voltage while charging"))
            .addDeclaredColumn("V_maximum", number("V", "Highest voltage of the cycle"))
            .addDeclaredColumn("V_minimum", number("V", "Lowest voltage of the cycle"))
            .addDeclaredColumn("discharge_I_average", number("A", "Mean current while discharging"))
            .addDeclaredColumn("charge_I_average", number("A", "Mean current while charging"))
            .addDeclaredColumn("temperature_minimum", number("C", "Lowest temperature of the cycle"))
            .addDeclaredColumn("temperature_maximum", number("C", "Highest temperature of the cycle"))
            .addDeclaredColumn("temperature_average", number("C", "Mean temperature of the cycle"))
            .build();

    /** Impedance spectra: table {@code eis_data}. */
    public static final ColumnSchema EIS_DATA = ColumnSchema.builder()
            .addDeclaredColumn(
                    "test_id",
                    integer("Number of the spectrum that the row is a point of").withRequired(true))
            .addDeclaredColumn("test_time", monotonic(number("s", "Seconds since the test began")))
            .addDeclaredColumn("time", ColumnInfo.of(DataType.FLOAT, "Time of the measurement as UNIX time (UTC)"))
            .addDeclaredColumn(
                    "frequency", number("Hz", "Frequency of the excitation").withRequired(true))
            .addDeclaredColumn(
                    "z_real",
                    number("Ohm", "Resistance: real part of the impedance").withRequired(true))
            .addDeclaredColumn(
                    "z_imag",
                    number("Ohm", "Reactance: imaginary part of the impedance").withRequired(true))
            .addDeclaredColumn(
                    "z_mag", number("Ohm", "Absolute value of the impedance").withRequired(true))
            .addDeclaredColumn(
                    "z_phase", number("Degree", "Phase of the impedance").withRequired(true))
            .build();

    private static final Map<String, ColumnSchema> BY_TABLE =
            Map.of("raw_data", RAW_DATA, "cycle_stats", CYCLE_STATS, "eis_data", EIS_DATA);

    private StandardSchemas() {}

    /** The schema that battdat gives a table of this name; empty for any other name. */
    public static Optional<ColumnSchema> forTable(String table) {
        return Optional.ofNullable(BY_TABLE.get(table));
    }

    private static ColumnInfo integer(String description) {
        return ColumnInfo.of(DataType.INTEGER, description);
    }

    private static ColumnInfo number(String units, String description) {
        return ColumnInfo.of(DataType.FLOAT, description).withUnits(units);
    }

    private static ColumnInfo monotonic(ColumnInfo info) {
        return info.withMonotonic(true);
    }
}

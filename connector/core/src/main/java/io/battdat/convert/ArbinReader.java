package io.battdat.convert;

import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.DoubleColumn;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads CSV exports of Arbin cyclers. {@code DateTime} is seconds; {@code Current} is positive while charging, as in
 * battdat, and below 1 µA a rest.
 */
final class ArbinReader extends CycleTestReader {
    static final List<String> COLUMNS =
            List.of("DateTime", "Cycle_Index", "Current", "Voltage", "Internal_Resistance", "Temperature");

    /** Amperes. */
    private static final double REST_CURRENT = 1e-6;

    ArbinReader(CellFiles files) {
        super(files);
    }

    @Override
    Map<String, ColumnType> columns() {
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        columns.put("cycle_number", ColumnType.LONG);
        columns.put("file_number", ColumnType.LONG);
        columns.put("test_time", ColumnType.DOUBLE);
        columns.put("current", ColumnType.DOUBLE);
        columns.put("temperature", ColumnType.DOUBLE);
        columns.put("internal_resistance", ColumnType.DOUBLE);
        columns.put("voltage", ColumnType.DOUBLE);
        columns.put("state", ColumnType.TEXT);
        columns.put("step_index", ColumnType.LONG);
        columns.put("method", ColumnType.TEXT);
        columns.put("substep_index", ColumnType.LONG);
        return columns;
    }

    @Override
    void checkOrder() {
        // the files say nothing of their order
    }

    @Override
    CycleTestFile open(SourceFile file) throws IOException {
        FieldReader fields = FieldReader.openCsv(file);
        try {
            return new ArbinFile(fields);
        } catch (RuntimeException e) {
            fields.close();
            throw e;
        }
    }

    private static final class ArbinFile extends CycleTestFile {
        private final int time;
        private final int cycle;
        private final int current;
        private final int voltage;
        private final int internalResistance;
        private final int temperature;

        ArbinFile(FieldReader fields) {
            super(fields);
            time = fields.column("DateTime");
            cycle = fields.column("Cycle_Index");
            current = fields.column("Current");
            voltage = fields.column("Voltage");
            internalResistance = fields.column("Internal_Resistance");
            temperature = fields.column("Temperature");
        }

        @Override
        long cycle() {
            return fields.integer(cycle);
        }

        @Override
        double time() {
            return fields.requiredNumber(time);
        }

        @Override
        double current() {
            return fields.requiredNumber(current);
        }

        @Override
        double voltage() {
            return fields.requiredNumber(voltage);
        }

        @Override
        ChargingState state(double amperes) {
            if (Math.abs(amperes) < REST_CURRENT) {
                return ChargingState.RESTING;
            }
            return amperes > 0 ? ChargingState.CHARGING : ChargingState.DISCHARGING;
        }

        @Override
        void copyOthers(Map<String, Column> columns, int row) {
            ((DoubleColumn) columns.get("temperature")).values()[row] = fields.number(temperature);
            ((DoubleColumn) columns.get("internal_resistance")).values()[row] = fields.number(internalResistance);
        }
    }
}

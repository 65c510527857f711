package io.battdat.convert;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.column.Column;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import io.battdat.metadata.BatteryDescription;
import io.battdat.metadata.BatteryMetadata;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a cell as CSV files for Battery Archive, batteryarchive.org, byte for byte as battdat's
 * {@code BatteryArchiveWriter} (battdat/io/ba.py): {@code cycle-timeseries-0.csv} and so on, {@code cycle-stats.csv} and
 * {@code metadata.json}, with the column names of that archive's tables. Cycles are counted from 1 there. Columns without
 * a name there are left out, as are tables that the cell does not have. A time that is missing is an empty field; battdat
 * fails there.
 */
public final class BatteryArchiveWriter {
    /** Rows of a file of the time series, at most. */
    public static final int ROWS_PER_FILE = 100_000;

    private static final List<ExportColumn> TIME_SERIES = List.of(
            ExportColumn.number("current", "i"),
            ExportColumn.number("voltage", "v"),
            ExportColumn.number("temperature", "env_temperature"),
            ExportColumn.time("time", "date_time"),
            ExportColumn.cycle("cycle_number", "cycle_index"),
            ExportColumn.number("test_time", "test_time"));

    private static final List<ExportColumn> CYCLE_STATS = List.of(
            ExportColumn.number("V_maximum", "v_max"),
            ExportColumn.number("V_minimum", "v_min"),
            ExportColumn.number("capacity_discharge", "ah_d"),
            ExportColumn.number("capacity_charge", "ah_c"),
            ExportColumn.number("energy_discharge", "e_d"),
            ExportColumn.number("energy_charge", "e_c"),
            ExportColumn.number("discharge_V_average", "v_d_mean"),
            ExportColumn.number("charge_V_average", "v_c_mean"),
            ExportColumn.number("coulomb_efficiency", "ah_eff"),
            ExportColumn.number("energy_efficiency", "e_eff"),
            ExportColumn.number("cycle_start", "test_time"),
            ExportColumn.cycle("cycle_number", "cycle_index"));

    private final int rowsPerFile;
    private final ZoneId timeZone;

    /** @param timeZone in which clock times are written; battdat uses that of its machine */
    public BatteryArchiveWriter(ZoneId timeZone) {
        this(timeZone, ROWS_PER_FILE);
    }

    BatteryArchiveWriter(ZoneId timeZone, int rowsPerFile) {
        this.timeZone = timeZone;
        this.rowsPerFile = rowsPerFile;
    }

    /**
     * Writes a cell.
     *
     * @param prefix the cell's group, {@link BattdatFile#ROOT} for the root
     * @return the rows written of each table
     * @throws io.battdat.UnsupportedFormatException if a column that is written holds no numbers
     */
    public Map<String, Long> export(BattdatFile file, String prefix, ExportTarget target) throws IOException {
        String cell = file.cellName(prefix);
        Map<String, Long> rows = new LinkedHashMap<>();
        if (file.hasTable(prefix, BattdatFile.RAW_DATA)) {
            TableInfo table = file.table(prefix, BattdatFile.RAW_DATA);
            // as numpy.array_split: the first files have one row more where it does not come out even
            long files = table.rowCount() / rowsPerFile + 1;
            long firstRow = 0;
            for (long i = 0; i < files; i++) {
                long endRow = firstRow + table.rowCount() / files + (i < table.rowCount() % files ? 1 : 0);
                write(file, table, TIME_SERIES, cell, firstRow, endRow, target, "cycle-timeseries-" + i + ".csv");
                firstRow = endRow;
            }
            rows.put(table.path(), table.rowCount());
        }
        writeMetadata(file.metadata(prefix), cell, target);
        if (file.hasTable(prefix, "cycle_stats")) {
            TableInfo table = file.table(prefix, "cycle_stats");
            write(file, table, CYCLE_STATS, cell, 0, table.rowCount(), target, "cycle-stats.csv");
            rows.put(table.path(), table.rowCount());
        }
        return rows;
    }

    private void write(
            BattdatFile file,
            TableInfo table,
            List<ExportColumn> columns,
            String cell,
            long firstRow,
            long endRow,
            ExportTarget target,
            String name)
            throws IOException {
        List<ExportColumn> present = new ArrayList<>();
        List<Integer> members = new ArrayList<>();
        for (ExportColumn column : columns) {
            table.layout().indexOf(column.name()).ifPresent(member -> {
                column.check(table, table.layout().members().get(member));
                present.add(column);
                members.add(member);
            });
        }
        StringBuilder line = new StringBuilder();
        present.forEach(column -> line.append(column.field()).append(','));
        String lastField = quoted(cell) + "\n";
        ExportColumn.ClockText clock = new ExportColumn.ClockText(timeZone);
        try (Writer writer = writer(target, name);
                TableReader reader = new TableReader(file.input(), table, members, firstRow, endRow)) {
            writer.append(line).append("cell_id\n");
            while (reader.next()) {
                List<Column> values = new ArrayList<>();
                for (int i = 0; i < present.size(); i++) {
                    values.add(reader.column(i));
                }
                for (int row = 0; row < reader.rowCount(); row++) {
                    line.setLength(0);
                    for (int i = 0; i < values.size(); i++) {
                        present.get(i).append(values.get(i), row, clock, line);
                        line.append(',');
                    }
                    writer.append(line).append(lastField);
                }
            }
        }
    }

    private static Writer writer(ExportTarget target, String name) throws IOException {
        OutputStream output = target.create(name);
        return new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8), 1 << 16);
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(character -> character == ',' || character == '"' || character < ' ');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static void writeMetadata(BatteryMetadata metadata, String cell, ExportTarget target) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cell_id", cell);
        metadata.battery().ifPresent(battery -> describe(battery, fields));
        metadata.source().ifPresent(source -> fields.put("source", source));
        try (OutputStream output = target.create("metadata.json")) {
            output.write(new ObjectMapper().writeValueAsBytes(fields));
        }
    }

    /** Electrodes are texts of JSON within the JSON. */
    private static void describe(BatteryDescription battery, Map<String, Object> fields) {
        battery.anode().ifPresent(anode -> fields.put("anode", anode.toJson()));
        battery.cathode().ifPresent(cathode -> fields.put("cathode", cathode.toJson()));
        battery.nominalCapacity().ifPresent(capacity -> fields.put("ah", capacity));
        battery.formFactor().ifPresent(formFactor -> fields.put("form_factor", formFactor));
        battery.mass().ifPresent(mass -> fields.put("weight", mass));
        battery.dimensions().ifPresent(dimensions -> fields.put("dimensions", dimensions));
    }
}

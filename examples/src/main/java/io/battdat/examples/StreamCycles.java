package io.battdat.examples;

import io.battdat.hdf5.BattdatFile;
import io.battdat.streaming.BattdatRecord;
import io.battdat.streaming.BattdatStreams;
import io.battdat.streaming.BatteryDataset;
import io.battdat.streaming.ColumnarTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Plain Java without Spark: rows, cycles, cycles of several tables, and cycles with all that is known of the cell.
 *
 * <p>Usage: {@code StreamCycles <archive directory>}
 */
public final class StreamCycles {
    private StreamCycles() {}

    public static void main(String[] arguments) throws IOException {
        Path archive = Path.of(arguments[0]);

        // rows, one by one
        double highest = 0;
        try (var records = BattdatStreams.records(archive.resolve("cell-A1.h5"))) {
            while (records.hasNext()) {
                BattdatRecord record = records.next();
                highest = Math.max(highest, record.getDouble("voltage"));
            }
        }
        System.out.println("highest voltage: " + highest + " V");

        // one table, cycle by cycle: each cycle in columns
        try (var cycles = BattdatStreams.cycles(archive.resolve("cell-A1.h5"))) {
            ColumnarTable cycle = cycles.next();
            double[] voltage = cycle.doubles("voltage");
            System.out.println("cycle " + cycle.longs("cycle_number")[0] + ": " + cycle.rowCount() + " rows, from "
                    + Arrays.stream(voltage).min().orElseThrow() + " V");
        }

        // several tables side by side, of one cell of a file that holds many
        try (var cycles = BattdatStreams.cycles(archive.resolve("pack-B.h5"))
                .prefix("cell_2")
                .tables("raw_data", "cycle_stats")) {
            Map<String, ColumnarTable> cycle = cycles.next();
            System.out.println("cell_2: " + cycle.get("raw_data").rowCount() + " rows, "
                    + cycle.get("cycle_stats").doubles("capacity_discharge")[0] + " A-hr");
        }

        // all tables with battery metadata and column schemas, of a file that is open already
        try (BattdatFile file = BattdatFile.open(archive.resolve("cell-A1.h5"));
                var cycles = BattdatStreams.cycles(file).datasets()) {
            BatteryDataset cycle = cycles.next();
            System.out.println(cycle.metadata().name().orElse("no name") + " has "
                    + cycle.tables().keySet()
                    + ", voltage in "
                    + cycle.schemas()
                            .get("raw_data")
                            .column("voltage")
                            .orElseThrow()
                            .units()
                            .orElse("no unit"));
        }
    }
}

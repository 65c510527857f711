package io.battdat.examples;

import io.battdat.hdf5.write.WriteMode;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.streaming.HDF5Writer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Plain Java without Spark: writes a simulated test to a file, row by row, in constant memory however long the test is; then
 * adds a table that sums up each cycle.
 *
 * <p>Usage: {@code SimulateCell <file> <cycles>}
 */
public final class SimulateCell {
    private static final int ROWS_PER_CYCLE = 1000;
    private static final double SECONDS_PER_ROW = 7.2;

    private SimulateCell() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        int cycles = Integer.parseInt(arguments[1]);

        BatteryMetadata metadata = BatteryMetadata.fromJson(
                """
                {"name": "simulated-1", "battery": {"nominal_capacity": 1.0}, "is_measurement": false}""");

        // row by row; the columns that battdat knows get their descriptions and units from it
        try (HDF5Writer writer = HDF5Writer.open(file)
                .mode(WriteMode.TRUNCATE)
                .metadata(metadata)
                .complevel(5)) {
            for (long row = 0; row < (long) cycles * ROWS_PER_CYCLE; row++) {
                double charge = Math.abs(1 - 2.0 * (row % ROWS_PER_CYCLE) / ROWS_PER_CYCLE);
                writer.writeRow(Map.of(
                        "cycle_number",
                        row / ROWS_PER_CYCLE,
                        "test_time",
                        row * SECONDS_PER_ROW,
                        "current",
                        row % ROWS_PER_CYCLE < ROWS_PER_CYCLE / 2 ? -1.0 : 1.0,
                        "voltage",
                        3.0 + 1.2 * charge));
            }
        }

        // a second table in the same file, in columns
        long[] cycle = new long[cycles];
        double[] capacity = new double[cycles];
        for (int i = 0; i < cycles; i++) {
            cycle[i] = i;
            capacity[i] = 1.0 - 0.0005 * i;
        }
        try (HDF5Writer writer = HDF5Writer.open(file).table("cycle_stats")) {
            writer.writeColumns(Map.of("cycle_number", cycle, "capacity_discharge", capacity));
        }
        System.out.println("wrote " + (long) cycles * ROWS_PER_CYCLE + " rows of " + cycles + " cycles to " + file);
    }
}

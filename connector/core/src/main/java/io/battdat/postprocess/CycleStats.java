package io.battdat.postprocess;

import io.battdat.MissingTableException;
import io.battdat.UnsupportedFormatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.write.Hdf5OutputFile;
import io.battdat.hdf5.write.WriteException;
import io.battdat.hdf5.write.WriteMode;
import io.battdat.streaming.BattdatStreams;
import io.battdat.streaming.ColumnarTable;
import io.battdat.streaming.CycleStream;
import io.battdat.streaming.HDF5Writer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Computes {@code cycle_stats} of a cell from its {@code raw_data}, cycle by cycle. */
public final class CycleStats {
    /** The table's name. */
    public static final String TABLE = "cycle_stats";

    private static final List<String> INTEGRALS = List.of("cycled_charge", "cycled_energy");

    private CycleStats() {}

    /**
     * Summarises the cycles of a cell.
     *
     * @param prefix the cell's group, {@link BattdatFile#ROOT} for the root
     * @param summaries takes the cycles, in order
     * @throws MissingTableException if there is no {@code raw_data}, or it lacks {@code cycle_number}, {@code test_time},
     *     {@code current} or {@code voltage}
     * @throws UnsupportedFormatException if cycle numbers fall from row to row
     */
    public static void summarize(BattdatFile file, String prefix, Consumer<CycleSummary> summaries) throws IOException {
        TableInfo table = file.table(prefix, BattdatFile.RAW_DATA);
        List<String> columns = new ArrayList<>(List.of("cycle_number", "test_time", "current", "voltage"));
        boolean reuse =
                INTEGRALS.stream().allMatch(name -> table.layout().indexOf(name).isPresent());
        if (reuse) {
            columns.addAll(INTEGRALS);
        }
        CycleSummarizer summarizer = new CycleSummarizer(summaries);
        try (CycleStream cycles = BattdatStreams.cycles(file).prefix(prefix).columns(columns.toArray(String[]::new))) {
            while (cycles.hasNext()) {
                ColumnarTable cycle = cycles.next();
                try {
                    add(cycle, reuse, summarizer);
                } catch (IllegalArgumentException e) {
                    throw new UnsupportedFormatException(
                            file.location(),
                            "table " + table.path() + ", row " + cycle.firstRow(),
                            e.getMessage() + ". Sort the rows by cycle and time first");
                }
            }
        }
        summarizer.finish();
    }

    private static void add(ColumnarTable cycle, boolean reuse, CycleSummarizer summarizer) {
        long[] number = cycle.longs("cycle_number");
        double[] time = cycle.doubles("test_time");
        double[] current = cycle.doubles("current");
        double[] voltage = cycle.doubles("voltage");
        if (reuse) {
            double[] charge = cycle.doubles(INTEGRALS.get(0));
            double[] energy = cycle.doubles(INTEGRALS.get(1));
            for (int row = 0; row < number.length; row++) {
                summarizer.add(number[row], time[row], current[row], voltage[row], charge[row], energy[row]);
            }
        } else {
            for (int row = 0; row < number.length; row++) {
                summarizer.add(number[row], time[row], current[row], voltage[row]);
            }
        }
    }

    /**
     * Adds the table to a cell of a local file, which is replaced by one that has it when that is complete.
     *
     * @param complevel zlib's level, 0 for none
     * @return the cycles
     * @throws WriteException if the cell has the table already
     */
    public static long addTo(Path path, String prefix, int complevel) throws IOException {
        List<CycleSummary> summaries = new ArrayList<>();
        try (BattdatFile file = BattdatFile.open(path)) {
            if (file.hasTable(prefix, TABLE)) {
                throw new WriteException(path + ": prefix " + prefix + " has a table " + TABLE
                        + " already. Read that one, or write the cell to a new file without it");
            }
            summarize(file, prefix, summaries::add);
        }
        Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.APPEND);
        try {
            try (HDF5Writer writer = HDF5Writer.over(file)
                    .prefix(prefix)
                    .table(TABLE)
                    .complevel(complevel)
                    .expectedRows(Math.max(1, summaries.size()))) {
                for (CycleSummary summary : summaries) {
                    writer.writeRow(summary.toRow());
                }
            }
            file.close();
        } catch (IOException | RuntimeException e) {
            file.abort();
            throw e;
        }
        return summaries.size();
    }
}

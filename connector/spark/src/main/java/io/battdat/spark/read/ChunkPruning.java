package io.battdat.spark.read;

import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.RowRun;
import io.battdat.predicate.ColumnRanges;
import io.battdat.predicate.Match;
import io.battdat.predicate.Predicate;
import io.battdat.predicate.TableZones;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Which rows of a table are worth reading, by what is known of its chunks. */
final class ChunkPruning {
    private ChunkPruning() {}

    /**
     * The rows of the chunks in which a row may match.
     *
     * @param filters by names of the table's members
     * @param counts gets what was pruned
     */
    static List<RowRun> runs(TableInfo table, PushedFilters filters, TableZones zones, MetricCounts counts)
            throws IOException {
        counts.add(ReadMetric.CHUNKS, table.chunkCount());
        Predicate all = filters.all();
        if (all.columns().isEmpty()) {
            return runs(table, all.match(ColumnRanges.UNKNOWN));
        } else if (zones.equals(TableZones.NONE)) {
            return runs(table, Match.SOME);
        }
        List<RowRun> runs = new ArrayList<>();
        for (long chunk = 0; chunk < table.chunkCount(); chunk++) {
            ColumnRanges ranges = zones.zone(chunk);
            Match planned = filters.planned().match(ranges);
            Match match = all.match(ranges);
            if (match == Match.NONE) {
                counts.add(planned == Match.NONE ? ReadMetric.CHUNKS_PRUNED : ReadMetric.CHUNKS_PRUNED_AT_RUN_TIME, 1);
            } else {
                long firstRow = chunk * table.chunkRows();
                add(runs, firstRow, Math.min(table.rowCount(), firstRow + table.chunkRows()), match == Match.ALL);
            }
        }
        return runs;
    }

    private static List<RowRun> runs(TableInfo table, Match match) {
        return match == Match.NONE ? List.of() : List.of(new RowRun(0, table.rowCount(), match == Match.ALL));
    }

    private static void add(List<RowRun> runs, long firstRow, long endRow, boolean isProven) {
        int last = runs.size() - 1;
        if (last >= 0 && runs.get(last).endRow() == firstRow && runs.get(last).isProven() == isProven) {
            runs.set(last, new RowRun(runs.get(last).firstRow(), endRow, isProven));
        } else {
            runs.add(new RowRun(firstRow, endRow, isProven));
        }
    }

    /** The table with only the chunks that hold rows of the runs. */
    static TableInfo withChunksOf(TableInfo table, List<RowRun> runs) {
        boolean[] isNeeded = new boolean[table.chunks().size()];
        for (RowRun run : runs) {
            int end = table.chunks().firstFrom((run.endRow() - 1) / table.chunkRows() + 1);
            for (int i = table.chunks().firstFrom(run.firstRow() / table.chunkRows()); i < end; i++) {
                isNeeded[i] = true;
            }
        }
        return table.withStoredChunks(i -> isNeeded[i]);
    }
}

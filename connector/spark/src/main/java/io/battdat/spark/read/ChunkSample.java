package io.battdat.spark.read;

import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.RowRun;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Chunks chosen at random, each by itself: those whose number, drawn evenly from 0 to 1, is from {@code lowerBound} up to
 * but not including {@code upperBound}. The number is the same whenever a chunk is looked at, with the same seed.
 */
record ChunkSample(double lowerBound, double upperBound, long seed) implements Serializable {
    /** The rows that are in chunks of the sample. */
    List<RowRun> runs(TableInfo table) {
        List<RowRun> runs = new ArrayList<>();
        int ofTable = 31 * table.file().hashCode() + table.path().hashCode();
        for (long chunk = 0; chunk < table.chunkCount(); chunk++) {
            double drawn = new SplittableRandom(seed ^ ofTable ^ chunk << Integer.SIZE).nextDouble();
            if (lowerBound <= drawn && drawn < upperBound) {
                long firstRow = chunk * table.chunkRows();
                runs.add(new RowRun(firstRow, Math.min(table.rowCount(), firstRow + table.chunkRows()), true));
            }
        }
        return runs;
    }

    String describe() {
        return "TABLESAMPLE SYSTEM (" + (upperBound - lowerBound) * 100 + " PERCENT)";
    }
}

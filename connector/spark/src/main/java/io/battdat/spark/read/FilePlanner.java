package io.battdat.spark.read;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ChunkIndex;
import io.battdat.hdf5.TableInfo;
import io.battdat.io.HadoopInput;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Splits the tables of one file into ranges of whole chunks. Runs on the driver, or in a Spark job if there are many
 * files.
 *
 * @param splitBytes stored bytes to put into a range
 */
record FilePlanner(
        ScanProjection projection,
        FileProblems problems,
        long splitBytes,
        Broadcast<SerializableConfiguration> configuration)
        implements FlatMapFunction<ListedFile, WeighedSplit> {
    private static final long serialVersionUID = 1L;

    @Override
    public java.util.Iterator<WeighedSplit> call(ListedFile file) throws IOException {
        return plan(file).iterator();
    }

    List<WeighedSplit> plan(ListedFile file) throws IOException {
        List<WeighedSplit> splits = new ArrayList<>();
        try (BattdatFile opened = open(file, configuration.value().value())) {
            for (TableInfo table : SchemaInference.tables(opened, projection.conf())) {
                projection.bind(table, file); // a column of another type is told before any task starts
                splitTable(file, table, CellFacts.read(opened, table.prefix(), projection), splits);
            }
        } catch (IOException | RuntimeException e) {
            problems.skipOrThrow(file, e);
            return List.of();
        }
        return splits;
    }

    static BattdatFile open(ListedFile file, Configuration configuration) throws IOException {
        return BattdatFile.open(HadoopInput.open(new Path(file.path()), file.length(), configuration));
    }

    private void splitTable(ListedFile file, TableInfo table, CellFacts cell, List<WeighedSplit> splits) {
        if (projection.conf().rowsPerPartition() > 0) {
            splitByRows(file, table, cell, splits);
        } else {
            splitByBytes(file, table, cell, splits);
        }
    }

    private void splitByRows(ListedFile file, TableInfo table, CellFacts cell, List<WeighedSplit> splits) {
        long chunks = Math.max(1, projection.conf().rowsPerPartition() / table.chunkRows());
        long rows = Math.multiplyExact(chunks, (long) table.chunkRows());
        for (long firstRow = 0; firstRow < table.rowCount(); firstRow += rows) {
            long endRow = Math.min(table.rowCount(), firstRow + rows);
            splits.add(new WeighedSplit(range(file, table, cell, firstRow, endRow), endRow - firstRow));
        }
    }

    private void splitByBytes(ListedFile file, TableInfo table, CellFacts cell, List<WeighedSplit> splits) {
        ChunkIndex chunks = table.chunks();
        long firstRow = 0;
        long bytes = 0;
        for (int i = 0; i < chunks.size(); i++) {
            if (bytes > 0 && bytes + chunks.storedBytes(i) > splitBytes) {
                long endRow = chunks.number(i) * table.chunkRows();
                splits.add(new WeighedSplit(range(file, table, cell, firstRow, endRow), bytes));
                firstRow = endRow;
                bytes = 0;
            }
            bytes += chunks.storedBytes(i);
        }
        if (firstRow < table.rowCount()) {
            splits.add(new WeighedSplit(range(file, table, cell, firstRow, table.rowCount()), bytes));
        }
    }

    private static Split range(ListedFile file, TableInfo table, CellFacts cell, long firstRow, long endRow) {
        return new Split.RowRange(file, table.withChunksOf(firstRow, endRow), cell, firstRow, endRow);
    }
}

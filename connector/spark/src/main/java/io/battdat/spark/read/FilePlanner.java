package io.battdat.spark.read;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.io.HadoopInput;
import io.battdat.spark.files.ListedFile;
import io.battdat.streaming.CycleBoundaries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Looks at one file and splits its tables. Runs on the driver, or in a Spark job if there are many files.
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
    public Iterator<WeighedSplit> call(ListedFile file) throws IOException {
        return plan(file).iterator();
    }

    List<WeighedSplit> plan(ListedFile file) throws IOException {
        Configuration hadoop = configuration.value().value();
        List<WeighedSplit> splits = new ArrayList<>();
        try (BattdatFile opened = open(file, hadoop)) {
            BlockHosts hosts = BlockHosts.of(file, hadoop);
            for (TableInfo table : SchemaInference.tables(opened, projection.conf())) {
                projection.bind(table, file); // a column of another type is told before any task starts
                CellFacts cell = CellFacts.read(opened, table.prefix(), projection);
                TableSplitter splitter = new TableSplitter(file, table, cell, hosts, cuts(opened, table));
                long rows = projection.conf().rowsPerPartition();
                splits.addAll(rows > 0 ? splitter.byRows(rows) : splitter.byBytes(splitBytes));
            }
        } catch (IOException | RuntimeException e) {
            problems.skipOrThrow(file, e);
            return List.of();
        }
        return splits;
    }

    private TableSplitter.Cuts cuts(BattdatFile opened, TableInfo table) {
        return switch (projection.conf().splitOn()) {
            case ROWS -> row -> row;
            case CYCLE -> row -> new CycleBoundaries(opened.input(), table).endOfCycle(row - 1);
        };
    }

    static BattdatFile open(ListedFile file, Configuration configuration) throws IOException {
        return BattdatFile.open(HadoopInput.open(new Path(file.path()), file.length(), configuration));
    }
}

package io.battdat.spark.read;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.io.HadoopInput;
import io.battdat.predicate.TableZones;
import io.battdat.spark.files.ListedFile;
import io.battdat.streaming.CycleBoundaries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Looks at one file and splits its tables. Runs on the driver, or in a Spark job if there are many files.
 *
 * @param key what rows are to be grouped by; null for nothing
 * @param ordered whether the order of rows is to be proven
 */
record FilePlanner(
        ScanProjection projection,
        FileProblems problems,
        SplitSize size,
        GroupingKey key,
        boolean ordered,
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
            List<TableInfo> tables = SchemaInference.tables(opened, projection.conf());
            for (TableInfo table : tables) {
                // a column of another type is told before any task starts
                Map<String, String> stored = projection.storedNames(projection.bind(table, file));
                CellFacts cell = CellFacts.read(opened, table.prefix(), projection);
                InternalRow keyValues = key == null ? GroupingKey.NO_KEY : key.of(file, cell);
                TableZones zones = ordered ? Zones.of(opened, table) : TableZones.NONE;
                boolean whole = tables.size() == 1 && size.keepsWhole(file);
                TableSplitter splitter = new TableSplitter(file, table, cell, hosts, cuts(opened, table));
                for (Split.RowRange range : splitter.split(whole ? SplitSize.unbounded(file.length()) : size)) {
                    RowOrder order = ordered
                            ? RowOrder.of(zones, table, stored, range.firstRow(), range.endRow())
                            : RowOrder.UNKNOWN;
                    // the executor parses a small file again: that is cheaper than to send what is known of it
                    Split split = whole ? new Split.WholeFile(file) : range;
                    splits.add(new WeighedSplit(split, size.weight(range), keyValues, order));
                }
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

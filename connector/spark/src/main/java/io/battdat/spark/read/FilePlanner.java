package io.battdat.spark.read;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.RowRun;
import io.battdat.io.HadoopInput;
import io.battdat.predicate.TableZones;
import io.battdat.spark.files.ListedFile;
import io.battdat.spark.index.KnownFile;
import io.battdat.streaming.CycleBoundaries;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Looks at one file and splits its tables. Runs on the driver, or in a Spark job if there are many files.
 *
 * @param key what rows are to be grouped by; null for nothing
 * @param ordered whether the order of rows is to be proven
 * @param aggregates what is to be known of the rows; null if they themselves are wanted
 */
record FilePlanner(
        ScanProjection projection,
        FileProblems problems,
        SplitSize size,
        GroupingKey key,
        boolean ordered,
        PushedAggregates aggregates,
        Broadcast<SerializableConfiguration> configuration)
        implements Function<FilePlanner.Candidate, FilePlanner.Planned> {
    private static final long serialVersionUID = 1L;

    /**
     * A file in which a row may match.
     *
     * @param known what an index says of it; null if nothing
     */
    record Candidate(ListedFile file, KnownFile known) implements Serializable {}

    /**
     * What a file comes to.
     *
     * @param splits what is left to read
     * @param known aggregates that need no reading
     */
    record Planned(List<WeighedSplit> splits, List<GroupPart> known, MetricCounts counts) implements Serializable {}

    @Override
    public Planned call(Candidate candidate) throws IOException {
        MetricCounts counts = new MetricCounts();
        counts.add(ReadMetric.FILES_OPENED_TO_PLAN, 1);
        try {
            List<GroupPart> aggregated = new ArrayList<>();
            return new Planned(splits(candidate, aggregated, counts), aggregated, counts);
        } catch (IOException | RuntimeException e) {
            problems.skipOrThrow(candidate.file(), e);
            return new Planned(List.of(), List.of(), counts);
        }
    }

    private List<WeighedSplit> splits(Candidate candidate, List<GroupPart> aggregated, MetricCounts counts)
            throws IOException {
        ListedFile file = candidate.file();
        Configuration hadoop = configuration.value().value();
        Zones known = new Zones(candidate.known(), hadoop);
        List<WeighedSplit> splits = new ArrayList<>();
        try (BattdatFile opened = open(file, hadoop)) {
            BlockHosts hosts = BlockHosts.of(file, hadoop);
            List<FoundTable> tables = new FileTables(opened, file, projection, known, counts).all();
            for (FoundTable each : tables) {
                TableInfo table = each.table();
                FoundTable found = aggregates == null ? each : aggregate(each, opened, known, aggregated);
                // a column of another type is told before any task starts
                Map<String, String> stored = projection.storedNames(projection.bind(table, file));
                InternalRow keyValues = key == null ? GroupingKey.NO_KEY : key.of(file, found.cell());
                TableZones zones = ordered ? known.of(opened, table) : TableZones.NONE;
                boolean whole = aggregates == null
                        && tables.size() == 1
                        && size.keepsWhole(file)
                        && RowRun.rowCount(found.runs()) == table.rowCount();
                TableSplitter splitter = new TableSplitter(found, hosts, cuts(opened, table));
                for (Split.RowRange range : splitter.split(whole ? SplitSize.unbounded(file.length()) : size)) {
                    RowOrder order = ordered
                            ? RowOrder.of(
                                    zones,
                                    table,
                                    stored,
                                    range.found().firstRow(),
                                    range.found().endRow())
                            : RowOrder.UNKNOWN;
                    // the executor parses a small file again: that is cheaper than to send where all of its chunks are
                    Split split = whole ? new Split.WholeFile(file, null) : range;
                    splits.add(new WeighedSplit(split, size.weight(range), keyValues, order, provenRows(range)));
                }
            }
        }
        return splits;
    }

    private static long provenRows(Split.RowRange range) {
        return RowRun.rowCount(
                range.found().runs().stream().filter(RowRun::isProven).toList());
    }

    /** Aggregates what needs no reading, and leaves the rest. */
    private FoundTable aggregate(FoundTable found, BattdatFile opened, Zones known, List<GroupPart> target)
            throws IOException {
        TableAggregate aggregate = new TableAggregate(aggregates, projection, found);
        TableZones zones = aggregate.needsZones() ? known.of(opened, found.table()) : TableZones.NONE;
        List<RowRun> left = aggregate.addKnown(zones);
        target.add(aggregate.part());
        return new FoundTable(found.file(), found.table(), found.cell(), left);
    }

    private TableSplitter.Cuts cuts(BattdatFile opened, TableInfo table) {
        if (aggregates != null) {
            return row -> row;
        }
        return switch (projection.conf().splitOn()) {
            case ROWS -> row -> row;
            case CYCLE -> row -> new CycleBoundaries(opened.input(), table).endOfCycle(row - 1);
        };
    }

    static BattdatFile open(ListedFile file, Configuration configuration) throws IOException {
        return BattdatFile.open(HadoopInput.open(new Path(file.path()), file.length(), configuration));
    }
}

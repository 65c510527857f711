package io.battdat.spark.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Gives a row of aggregates for each table of its splits, or range of one. No file is open between two rows. */
final class AggregateReader implements PartitionReader<InternalRow> {
    private final PushedAggregates aggregates;
    private final Iterator<Split> splits;
    private final ScanProjection projection;
    private final FileProblems problems;
    private final Configuration configuration;
    private final MetricCounts counts = new MetricCounts();
    private Iterator<InternalRow> rows = Collections.emptyIterator();
    private InternalRow row;

    AggregateReader(
            PushedAggregates aggregates,
            Iterator<Split> splits,
            ScanProjection projection,
            FileProblems problems,
            Configuration configuration) {
        this.aggregates = aggregates;
        this.splits = splits;
        this.projection = projection;
        this.problems = problems;
        this.configuration = configuration;
    }

    @Override
    public boolean next() throws IOException {
        while (!rows.hasNext()) {
            if (!splits.hasNext()) {
                return false;
            }
            rows = rows(splits.next()).iterator();
        }
        row = rows.next();
        return true;
    }

    private List<InternalRow> rows(Split split) throws IOException {
        List<InternalRow> ofTables = new ArrayList<>();
        counts.add(ReadMetric.FILES_READ, 1);
        long start = System.nanoTime();
        try (OpenSplit open = OpenSplit.open(split, projection, configuration, counts)) {
            counts.addTime(ReadMetric.OPEN_TIME, start);
            start = System.nanoTime();
            for (Optional<FoundTable> found = open.next(); found.isPresent(); found = open.next()) {
                TableAggregate table = new TableAggregate(aggregates, projection, found.get());
                table.read(open.input(), table.addKnown(table.zones(open)), counts);
                GroupPart part = table.part();
                if (part.aggregate().isGroup()) {
                    ofTables.add(part.aggregate().toRow(part.key()));
                }
            }
        } catch (IOException | RuntimeException e) {
            problems.skipOrThrow(split.file(), e);
        }
        counts.addTime(ReadMetric.READ_TIME, start);
        counts.add(ReadMetric.ROWS, ofTables.size());
        return ofTables;
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return counts.values();
    }

    @Override
    public void close() {}
}

package io.battdat.spark.read;

import io.battdat.predicate.Predicate;
import io.battdat.spark.files.ListedFile;
import io.battdat.spark.index.KnownFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Plans the partitions of a scan: small files whole, large ones by ranges of chunks, packed by Spark's own formula for
 * files, or each group of rows by itself.
 */
final class ScanPlanner {
    private final Archive archive;
    private final ScanProjection projection;
    private final DataShape shape;
    /** What is to be known of the rows; null if they themselves are wanted. */
    private final PushedAggregates aggregates;

    private final SplitSettings settings;
    private final SparkContext context;
    private final Broadcast<SerializableConfiguration> configuration;
    private final MetricCounts counts = new MetricCounts();
    private final List<GroupPart> aggregated = new ArrayList<>();
    /** What an index says of files, by their paths. */
    private Map<String, KnownFile> known = Map.of();

    ScanPlanner(
            Archive archive,
            ScanProjection projection,
            DataShape shape,
            PushedAggregates aggregates,
            SplitSettings settings,
            SparkContext context,
            Broadcast<SerializableConfiguration> configuration) {
        this.archive = archive;
        this.projection = projection;
        this.shape = shape;
        this.aggregates = aggregates;
        this.settings = settings;
        this.context = context;
        this.configuration = configuration;
    }

    ScanPlan plan() {
        archive.requireTable();
        counts.add(ReadMetric.FILES_LISTED, archive.files().size());
        List<ListedFile> files = files();
        GroupingKey key = shape.key(projection).orElse(null);
        SplitSize size = size(files, key != null && !shape.splitGroups());
        boolean isShaped = key != null || shape.ordered();
        List<WeighedSplit> splits = projection.rows().hasLimit() && !isShaped && rowsAreSure()
                ? splitUpTo(projection.rows().limit(), files, size)
                : split(files, key, size);
        List<List<WeighedSplit>> partitions =
                key == null ? pack(splits, size) : packing(size).byKey(splits);
        return new ScanPlan(
                partitions.stream().map(ScanPlanner::partition).toList(),
                shape.ordered() ? projection.bestOrder(RowOrder.ascendingInEach(partitions)) : List.of(),
                aggregated,
                counts);
    }

    /** The files in which a row may match, by all that is known before they are opened. */
    private List<ListedFile> files() {
        List<ListedFile> byPath =
                prune(archive.files(), file -> projection.filters().ofFile(file));
        if (projection.filters().all().columns().isEmpty() && !shape.ordered() && aggregates == null) {
            return byPath;
        }
        known = archive.index().of(byPath);
        List<ListedFile> left = aggregates == null ? byPath : withoutAggregated(byPath);
        return prune(left, file -> {
            PushedFilters filters = projection.filters().ofFile(file);
            KnownFile indexed = known.get(file.path());
            return indexed == null ? filters : IndexPruning.ofFile(filters, indexed);
        });
    }

    /** Aggregates the files that the index tells enough of, and leaves the others. */
    private List<ListedFile> withoutAggregated(List<ListedFile> files) {
        IndexedAggregates indexed = new IndexedAggregates(aggregates, projection.filters());
        List<ListedFile> left = new ArrayList<>();
        for (ListedFile file : files) {
            Optional<List<GroupPart>> parts =
                    projection.rows().sample() == null ? indexed.of(file, known.get(file.path())) : Optional.empty();
            parts.ifPresentOrElse(aggregated::addAll, () -> left.add(file));
        }
        return left;
    }

    private List<ListedFile> prune(List<ListedFile> files, Function<ListedFile, PushedFilters> left) {
        List<ListedFile> kept = new ArrayList<>();
        for (ListedFile file : files) {
            PushedFilters filters = left.apply(file);
            if (filters.mayMatch()) {
                kept.add(file);
            } else {
                boolean planned = !filters.planned().equals(Predicate.NEVER);
                counts.add(planned ? ReadMetric.FILES_PRUNED_AT_RUN_TIME : ReadMetric.FILES_PRUNED, 1);
            }
        }
        return kept;
    }

    private SplitSize size(List<ListedFile> files, boolean wholeTables) {
        long totalBytes = files.stream()
                .mapToLong(file -> file.length() + settings.openCostBytes())
                .sum();
        long splitBytes = settings.splitBytes(totalBytes);
        // a file that costs more to open than to read is not worth splitting
        long smallFileBytes = Math.min(settings.openCostBytes(), splitBytes);
        if (wholeTables) {
            return SplitSize.unbounded(smallFileBytes);
        }
        long rows = archive.conf().rowsPerPartition();
        return rows > 0 ? SplitSize.ofRows(rows) : new SplitSize(0, splitBytes, smallFileBytes);
    }

    /** Whether all rows of a table match, or none, and none of them will be skipped when it is read. */
    private boolean rowsAreSure() {
        FilterColumns columns = projection.filters().columns();
        return !archive.conf().ignoreCorruptFiles()
                && !archive.conf().ignoreMissingFiles()
                && projection.filters().all().columns().stream()
                        .allMatch(path -> columns.origin(path) != FilterColumns.Origin.ROW);
    }

    /**
     * The first files that have so many rows; they are opened one after the other. If a good number of them does not have
     * enough, the others are planned as ever.
     */
    private List<WeighedSplit> splitUpTo(long limit, List<ListedFile> files, SplitSize size) {
        List<WeighedSplit> splits = new ArrayList<>();
        int most = SQLConf.get().parallelPartitionDiscoveryThreshold();
        long rows = 0;
        for (int i = 0; i < files.size() && rows < limit; i++) {
            if (i == most) {
                splits.addAll(split(files.subList(i, files.size()), null, size));
                return splits;
            }
            for (WeighedSplit split : open(files.subList(i, i + 1), null, size)) {
                if (rows < limit) {
                    splits.add(split.upTo(limit - rows));
                    rows += split.rows();
                }
            }
        }
        return splits;
    }

    private List<WeighedSplit> split(List<ListedFile> files, GroupingKey key, SplitSize size) {
        boolean opensAll = shape.ordered() || key != null && key.isOfCells();
        // to look up the chunks of a small file costs a task as much as to open one more
        boolean few = files.size() <= SQLConf.get().parallelPartitionDiscoveryThreshold();
        List<WeighedSplit> splits = new ArrayList<>();
        List<ListedFile> toOpen = new ArrayList<>();
        for (ListedFile file : files) {
            if (opensAll || !size.keepsWhole(file)) {
                toOpen.add(file);
            } else {
                splits.add(new WeighedSplit(
                        new Split.WholeFile(file, few ? known.get(file.path()) : null),
                        file.length(),
                        key == null ? GroupingKey.NO_KEY : key.of(file),
                        RowOrder.UNKNOWN,
                        0));
            }
        }
        splits.addAll(open(toOpen, key, size));
        return splits;
    }

    private List<WeighedSplit> open(List<ListedFile> files, GroupingKey key, SplitSize size) {
        FilePlanner planner = new FilePlanner(
                projection, FileProblems.of(archive.conf()), size, key, shape.ordered(), aggregates, configuration);
        List<WeighedSplit> splits = new ArrayList<>();
        for (FilePlanner.Planned planned : run(planner, files)) {
            splits.addAll(planned.splits());
            aggregated.addAll(planned.known());
            counts.addAll(planned.counts());
        }
        return splits;
    }

    private List<FilePlanner.Planned> run(FilePlanner planner, List<ListedFile> files) {
        List<FilePlanner.Candidate> candidates = files.stream()
                .map(file -> new FilePlanner.Candidate(file, known.get(file.path())))
                .toList();
        if (files.size() > SQLConf.get().parallelPartitionDiscoveryThreshold()) {
            int tasks = Math.min(files.size(), SQLConf.get().parallelPartitionDiscoveryParallelism());
            return JavaSparkContext.fromSparkContext(context)
                    .parallelize(candidates, tasks)
                    .map(planner)
                    .collect();
        }
        List<FilePlanner.Planned> planned = new ArrayList<>();
        for (FilePlanner.Candidate candidate : candidates) {
            try {
                planned.add(planner.call(candidate));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return planned;
    }

    private List<List<WeighedSplit>> pack(List<WeighedSplit> splits, SplitSize size) {
        PartitionPacking packing = packing(size);
        List<List<WeighedSplit>> partitions = packing.pack(splits, shape.ordered());
        if (size.rows() == 0 && settings.maxPartitions() > 0 && partitions.size() > settings.maxPartitions()) {
            long packedBytes = splits.stream()
                    .mapToLong(split -> split.weight() + settings.openCostBytes())
                    .sum();
            long larger = (packedBytes + settings.maxPartitions() - 1) / settings.maxPartitions();
            return new PartitionPacking(larger, settings.openCostBytes()).pack(splits, shape.ordered());
        }
        return partitions;
    }

    private PartitionPacking packing(SplitSize size) {
        return size.rows() > 0
                ? new PartitionPacking(size.rows(), 0)
                : new PartitionPacking(size.bytes(), settings.openCostBytes());
    }

    private static BattdatInputPartition partition(List<WeighedSplit> splits) {
        return new BattdatInputPartition(
                splits.stream().map(WeighedSplit::split).toList(), splits.get(0).key());
    }
}

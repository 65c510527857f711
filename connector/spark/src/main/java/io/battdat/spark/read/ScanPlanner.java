package io.battdat.spark.read;

import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Plans the partitions of a scan: small files whole, large ones by ranges of chunks, packed by Spark's own formula for
 * files.
 */
final class ScanPlanner {
    private final Archive archive;
    private final ScanProjection projection;
    private final SplitSettings settings;
    private final SparkContext context;
    private final Broadcast<SerializableConfiguration> configuration;

    ScanPlanner(
            Archive archive,
            ScanProjection projection,
            SplitSettings settings,
            SparkContext context,
            Broadcast<SerializableConfiguration> configuration) {
        this.archive = archive;
        this.projection = projection;
        this.settings = settings;
        this.context = context;
        this.configuration = configuration;
    }

    List<BattdatInputPartition> plan() {
        archive.requireTable();
        boolean byRows = archive.conf().rowsPerPartition() > 0;
        long totalBytes = archive.files().stream()
                .mapToLong(file -> file.length() + settings.openCostBytes())
                .sum();
        long splitBytes = settings.splitBytes(totalBytes);
        List<WeighedSplit> splits = new ArrayList<>();
        List<ListedFile> toOpen = new ArrayList<>();
        for (ListedFile file : archive.files()) {
            // a file that costs more to open than to read is not worth splitting, unless partitions are to be smaller
            if (byRows || file.length() > Math.min(settings.openCostBytes(), splitBytes)) {
                toOpen.add(file);
            } else {
                splits.add(new WeighedSplit(new Split.WholeFile(file), file.length()));
            }
        }
        splits.addAll(open(toOpen, splitBytes));
        // the largest first, as Spark packs files; ranges of one table stay in their order
        splits.sort(Comparator.comparingLong(WeighedSplit::weight).reversed());
        if (byRows) {
            return pack(splits, archive.conf().rowsPerPartition(), 0);
        }
        List<BattdatInputPartition> partitions = pack(splits, splitBytes, settings.openCostBytes());
        if (settings.maxPartitions() > 0 && partitions.size() > settings.maxPartitions()) {
            long packedBytes = splits.stream()
                    .mapToLong(split -> split.weight() + settings.openCostBytes())
                    .sum();
            long larger = (packedBytes + settings.maxPartitions() - 1) / settings.maxPartitions();
            return pack(splits, larger, settings.openCostBytes());
        }
        return partitions;
    }

    private List<WeighedSplit> open(List<ListedFile> files, long splitBytes) {
        FilePlanner planner = new FilePlanner(projection, FileProblems.of(archive.conf()), splitBytes, configuration);
        if (files.size() > SQLConf.get().parallelPartitionDiscoveryThreshold()) {
            int tasks = Math.min(files.size(), SQLConf.get().parallelPartitionDiscoveryParallelism());
            return JavaSparkContext.fromSparkContext(context)
                    .parallelize(files, tasks)
                    .flatMap(planner)
                    .collect();
        }
        List<WeighedSplit> splits = new ArrayList<>();
        for (ListedFile file : files) {
            try {
                splits.addAll(planner.plan(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return splits;
    }

    /** Fills one partition after the other (Spark: "next fit decreasing"). */
    private static List<BattdatInputPartition> pack(List<WeighedSplit> splits, long capacity, long openCost) {
        List<BattdatInputPartition> partitions = new ArrayList<>();
        List<Split> current = new ArrayList<>();
        long weight = 0;
        for (WeighedSplit split : splits) {
            if (!current.isEmpty() && weight + split.weight() > capacity) {
                partitions.add(new BattdatInputPartition(current));
                current = new ArrayList<>();
                weight = 0;
            }
            current.add(split.split());
            weight += split.weight() + openCost;
        }
        if (!current.isEmpty()) {
            partitions.add(new BattdatInputPartition(current));
        }
        return partitions;
    }
}

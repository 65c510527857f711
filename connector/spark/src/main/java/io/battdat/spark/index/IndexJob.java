package io.battdat.spark.index;

import io.battdat.BattdatException;
import io.battdat.index.IndexedFile;
import io.battdat.spark.IndexLocation;
import io.battdat.spark.IndexReport;
import io.battdat.spark.ReadOption;
import io.battdat.spark.SessionConfiguration;
import io.battdat.spark.files.FileListing;
import io.battdat.spark.files.ListedFile;
import io.battdat.spark.files.ListedFiles;
import io.battdat.spark.files.ListingOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Brings the index of an archive up to date: finds out which files are new or changed, and has them scanned in rounds, each of
 * which ends with index files in place. So a job that is lost has done what its rounds have done.
 */
public final class IndexJob {
    /** Two changes of a file within this time may leave it the same modification time (FAT has 2 s, S3 1 s). */
    private static final long CLOCK_GRANULARITY_MILLIS = 2000;

    /** Rounds are long against starting a job, and short against scanning an archive. */
    private static final int MAX_FILES_IN_ROUND = 10_000;

    private static final int PARTITIONS_OF_EACH_CORE = 8;

    private final SparkSession session;
    private final List<String> paths;
    private final CaseInsensitiveStringMap options;
    private final boolean anew;
    private final Configuration configuration;

    /**
     * @param options of a read
     * @param anew whether to scan files that are up to date as well
     */
    public IndexJob(SparkSession session, List<String> paths, CaseInsensitiveStringMap options, boolean anew) {
        this.session = session;
        this.paths = paths;
        Map<String, String> all = new HashMap<>(options.asCaseSensitiveMap());
        all.put(ListingOptions.RECURSIVE_FILE_LOOKUP, "true");
        this.options = new CaseInsensitiveStringMap(all);
        this.anew = anew;
        this.configuration = SessionConfiguration.of(this.options, SQLConf.get());
    }

    /** A file that is new or was changed, and which index file is to speak of it. */
    private record Stale(ListedFile file, BucketUpdate.Id bucket) implements Serializable {}

    /** A step of a task, and which index file its result goes into. */
    private record Located<T>(BucketUpdate.Id bucket, T step) implements Serializable {}

    public IndexReport run() {
        long listedAt = System.currentTimeMillis();
        ListedFiles listed = new FileListing(ListingOptions.from(options, SQLConf.get()), configuration).list(paths);
        Map<IndexFolder, List<ListedFile>> folders = folders(listed);
        Map<BucketUpdate.Id, BucketUpdate> updates = new HashMap<>();
        Map<BucketUpdate.Id, List<Stale>> stale = new LinkedHashMap<>();
        folders.forEach((folder, files) -> compare(folder, files, updates, stale));
        List<Stale> all = stale.values().stream().flatMap(List::stream).toList();
        waitForClock(all, listedAt);
        folders.keySet().forEach(this::createFolder);
        List<FileReport> reports = new ArrayList<>();
        Broadcast<SerializableConfiguration> broadcast = JavaSparkContext.fromSparkContext(session.sparkContext())
                .broadcast(new SerializableConfiguration(configuration));
        try {
            List<Stale> round = new ArrayList<>();
            long bytes = 0;
            for (List<Stale> bucket : stale.values()) {
                round.addAll(bucket);
                bytes += bucket.stream().mapToLong(each -> each.file().length()).sum();
                if (round.size() >= MAX_FILES_IN_ROUND || bytes >= bytesOfRound()) {
                    reports.addAll(scan(round, updates, broadcast));
                    round.clear();
                    bytes = 0;
                }
            }
            reports.addAll(scan(round, updates, broadcast));
        } finally {
            broadcast.destroy();
        }
        return report(listed.files().size(), all.size(), reports);
    }

    private Map<IndexFolder, List<ListedFile>> folders(ListedFiles listed) {
        IndexLocation location = IndexLocation.of(options, SQLConf.get());
        Map<IndexFolder, List<ListedFile>> folders = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (ListedFile file : listed.files()) {
            if (seen.add(file.path())) {
                IndexFolder folder = location.folder()
                        .map(path -> IndexFolder.at(path, configuration))
                        .orElseGet(() -> IndexFolder.in(root(listed, file)));
                folders.computeIfAbsent(folder, key -> new ArrayList<>()).add(file);
            }
        }
        return folders;
    }

    /** The first of the directories that were given in which the file lies. */
    private static Path root(ListedFiles listed, ListedFile file) {
        return listed.directories().roots().stream()
                .filter(root -> IndexFolder.isBelow(root, file.path()))
                .findFirst()
                .orElseGet(() -> new Path(file.path()).getParent());
    }

    private void compare(
            IndexFolder folder,
            List<ListedFile> files,
            Map<BucketUpdate.Id, BucketUpdate> updates,
            Map<BucketUpdate.Id, List<Stale>> stale) {
        Map<String, IndexedFile> known = anew
                ? Map.of()
                : IndexFolderReader.open(folder, configuration)
                        .map(reader -> reader.files(
                                files.stream()
                                        .map(file -> folder.key(file.path()))
                                        .toList(),
                                (prefix, name) -> false))
                        .orElse(Map.of());
        for (ListedFile file : files) {
            String key = folder.key(file.path());
            BucketUpdate.Id id = new BucketUpdate.Id(folder, IndexFolder.bucket(key));
            BucketUpdate update = updates.computeIfAbsent(
                    id, each -> new BucketUpdate(folder, each.bucket(), new HashSet<>(), new HashSet<>()));
            IndexedFile entry = known.get(key);
            if (entry != null && entry.isOf(file.length(), file.modificationTimeMillis())) {
                update.upToDate().add(key);
            } else {
                update.scanned().add(key);
                stale.computeIfAbsent(id, each -> new ArrayList<>()).add(new Stale(file, id));
            }
        }
    }

    /**
     * A file that was changed a moment ago may be changed once more without a new modification time. When that moment is
     * over, any change gives it another one, and what is read from now on is what the time stands for.
     */
    private static void waitForClock(List<Stale> files, long listedAt) {
        boolean young = files.stream()
                .anyMatch(each -> each.file().modificationTimeMillis() > listedAt - CLOCK_GRANULARITY_MILLIS);
        long rest = listedAt + CLOCK_GRANULARITY_MILLIS - System.currentTimeMillis();
        if (young && rest > 0) {
            try {
                Thread.sleep(rest);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(
                        new InterruptedIOException("interrupted before the archive was indexed"));
            }
        }
    }

    private void createFolder(IndexFolder folder) {
        Path path = new Path(folder.location());
        try {
            if (!path.getFileSystem(configuration).mkdirs(path)) {
                throw new IOException("it is no directory");
            }
        } catch (IOException e) {
            throw new BattdatException(
                    path + ": the folder of the index cannot be created (" + e.getMessage()
                            + "). Keep it elsewhere, and name that folder in option "
                            + ReadOption.ZONE_MAPS.key() + ", here and where the archive is read",
                    e);
        }
    }

    private long bytesOfRound() {
        return SQLConf.get().filesMaxPartitionBytes()
                * PARTITIONS_OF_EACH_CORE
                * session.sparkContext().defaultParallelism();
    }

    private List<FileReport> scan(
            List<Stale> files,
            Map<BucketUpdate.Id, BucketUpdate> updates,
            Broadcast<SerializableConfiguration> broadcast) {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        FileScan scan = new FileScan(broadcast);
        long openCost = SQLConf.get().filesOpenCostInBytes();
        long totalBytes = files.stream()
                .mapToLong(each -> each.file().length() + openCost)
                .sum();
        int parallelism = session.sparkContext().defaultParallelism();
        long unitBytes = Math.min(SQLConf.get().filesMaxPartitionBytes(), Math.max(openCost, totalBytes / parallelism));

        List<Located<FileScan.Split>> splits = new ArrayList<>();
        List<Stale> large = new ArrayList<>();
        for (Stale each : files) {
            if (each.file().length() > unitBytes) {
                large.add(each);
            } else {
                splits.add(new Located<>(each.bucket(), new FileScan.Split(new ScanUnit.WholeFile(each.file()), null)));
            }
        }
        if (!large.isEmpty()) {
            splits.addAll(context.parallelize(
                            List.copyOf(large), Math.min(large.size(), PARTITIONS_OF_EACH_CORE * parallelism))
                    .flatMap(each -> scan.split(each.file(), unitBytes).stream()
                            .map(split -> new Located<>(each.bucket(), split))
                            .iterator())
                    .collect());
        }
        List<List<Located<FileScan.Split>>> partitions =
                Packing.pack(splits, split -> split.step().weight(), unitBytes, openCost);
        Map<BucketUpdate.Id, BucketUpdate> wanted = new HashMap<>();
        splits.forEach(split -> wanted.put(split.bucket(), updates.get(split.bucket())));
        return context.parallelize(partitions, partitions.size())
                .flatMap(List::iterator)
                .flatMapToPair(split -> scan.results(split.step()).stream()
                        .map(result -> new Tuple2<>(split.bucket(), result))
                        .iterator())
                .groupByKey(Math.min(wanted.size(), PARTITIONS_OF_EACH_CORE * parallelism))
                .flatMap(bucket -> new BucketWriter(
                                wanted.get(bucket._1()), broadcast.value().value())
                        .write(bucket._2())
                        .iterator())
                .collect();
    }

    private static IndexReport report(int files, int stale, List<FileReport> reports) {
        List<IndexReport.Failure> failures = reports.stream()
                .filter(report -> report.failure() != null)
                .map(report -> new IndexReport.Failure(report.path(), report.failure()))
                .sorted(Comparator.comparing(IndexReport.Failure::file))
                .toList();
        return new IndexReport(
                files,
                files - stale,
                (long) reports.size() - failures.size(),
                reports.stream().mapToLong(FileReport::rows).sum(),
                reports.stream().mapToLong(FileReport::zones).sum(),
                reports.stream().mapToLong(FileReport::storedBytesRead).sum(),
                failures);
    }
}

package io.battdat.spark.read;

import io.battdat.spark.files.ListedFile;
import io.battdat.spark.stream.GrowingTables;
import io.battdat.spark.stream.RowCounts;
import io.battdat.spark.stream.RowsAdded;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.util.SerializableConfiguration;

/** The files of an archive, listed again for each look. Only files that have changed since the look before are opened. */
final class GrowingFiles implements GrowingTables {
    /** A task's worth of rows: fewer are read together with others, more are divided. */
    private static final long TASK_ROWS = 1 << 20;

    private final PartitionReaderFactory readers;
    private final Broadcast<SerializableConfiguration> configuration;
    private Archive archive;
    private Map<String, FileLook.Seen> seen = new HashMap<>();

    /**
     * @param archive as it was listed when the query was planned
     * @param readers of the query's columns
     */
    GrowingFiles(Archive archive, PartitionReaderFactory readers, Broadcast<SerializableConfiguration> configuration) {
        this.archive = archive;
        this.readers = readers;
        this.configuration = configuration;
    }

    @Override
    public RowCounts look() throws IOException {
        archive = archive.listAgain();
        Map<String, FileLook.Seen> now = new HashMap<>();
        List<ListedFile> changed = new ArrayList<>();
        for (ListedFile file : archive.files()) {
            FileLook.Seen before = seen.get(file.path());
            if (before != null && before.isStill(file)) {
                now.put(file.path(), before);
            } else {
                changed.add(file);
            }
        }
        for (FileLook.Seen file : open(changed)) {
            now.put(file.path(), file);
        }
        seen = now;
        return RowCounts.of(now.values().stream().collect(Collectors.toMap(FileLook.Seen::path, FileLook.Seen::rows)));
    }

    private List<FileLook.Seen> open(List<ListedFile> files) throws IOException {
        FileLook look = new FileLook(archive.conf(), FileProblems.of(archive.conf()), configuration);
        List<FileLook.Changed> changed = files.stream()
                .map(file -> new FileLook.Changed(file, knownRows(file)))
                .toList();
        if (files.size() > SQLConf.get().parallelPartitionDiscoveryThreshold()) {
            int tasks = Math.min(files.size(), SQLConf.get().parallelPartitionDiscoveryParallelism());
            return JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext())
                    .parallelize(changed, tasks)
                    .map(look::at)
                    .collect();
        }
        List<FileLook.Seen> opened = new ArrayList<>();
        for (FileLook.Changed file : changed) {
            opened.add(look.at(file));
        }
        return opened;
    }

    private Map<String, Long> knownRows(ListedFile file) {
        FileLook.Seen before = seen.get(file.path());
        return before == null ? Map.of() : before.rows();
    }

    @Override
    public InputPartition[] plan(List<RowsAdded> added) throws IOException {
        Map<String, ListedFile> files = archive.files().stream()
                .collect(Collectors.toMap(ListedFile::path, Function.identity(), (one, same) -> one));
        FileProblems problems = FileProblems.of(archive.conf());
        List<InputPartition> partitions = new ArrayList<>();
        List<Split> together = new ArrayList<>();
        long rowsTogether = 0;
        for (RowsAdded rows : added) {
            ListedFile file = files.get(rows.file());
            if (file == null) {
                problems.skipOrThrow(new ListedFile(rows.file(), 0, 0, null), new FileNotFoundException(rows.file()));
                continue;
            }
            for (long first = rows.firstRow(); first < rows.endRow(); first += TASK_ROWS) {
                long end = Math.min(rows.endRow(), first + TASK_ROWS);
                if (rowsTogether + end - first > TASK_ROWS) {
                    partitions.add(new BattdatInputPartition(together));
                    together = new ArrayList<>();
                    rowsTogether = 0;
                }
                together.add(new Split.TableRows(file, rows.prefix(), first, end));
                rowsTogether += end - first;
            }
        }
        if (!together.isEmpty()) {
            partitions.add(new BattdatInputPartition(together));
        }
        return partitions.toArray(new InputPartition[0]);
    }

    @Override
    public PartitionReaderFactory readers() {
        return readers;
    }
}

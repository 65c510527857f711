package io.battdat.spark.index;

import io.battdat.hdf5.zones.ZoneValues;
import io.battdat.index.DamagedIndexException;
import io.battdat.index.IndexFileReader;
import io.battdat.index.IndexFileWriter;
import io.battdat.index.IndexedFile;
import io.battdat.index.ScannedTable;
import io.battdat.spark.files.FileSwap;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes an index file anew, with what a scan found and with what is still right in the old one, in one step. */
final class BucketWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BucketWriter.class);

    private final BucketUpdate update;
    private final Configuration configuration;
    private final List<FileReport> reports = new ArrayList<>();

    BucketWriter(BucketUpdate update, Configuration configuration) {
        this.update = update;
        this.configuration = configuration;
    }

    List<FileReport> write(Iterable<ScanResult> results) throws IOException {
        Map<String, List<ScanResult>> byFile = new TreeMap<>();
        results.forEach(result -> byFile.computeIfAbsent(result.file().path(), path -> new ArrayList<>())
                .add(result));
        Path target = update.folder().file(update.bucket());
        FileSystem fileSystem = target.getFileSystem(configuration);
        Path scratch = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
        try {
            try (OutputStream output = fileSystem.create(scratch, false)) {
                IndexFileWriter writer = new IndexFileWriter(output);
                copyOld(writer, fileSystem);
                for (List<ScanResult> file : byFile.values()) {
                    add(writer, file);
                }
                writer.finish();
            }
            FileSwap.replace(fileSystem, scratch, target, configuration);
        } finally {
            fileSystem.delete(scratch, false);
        }
        return reports;
    }

    private void copyOld(IndexFileWriter writer, FileSystem fileSystem) throws IOException {
        Optional<IndexFolderReader> folder = IndexFolderReader.open(update.folder(), configuration);
        if (folder.isEmpty() || !folder.get().hasFile(update.bucket())) {
            return;
        }
        try (IndexFileReader old = folder.get().openFile(update.bucket())) {
            for (IndexedFile file : old.files(this::isKept, (prefix, name) -> true)) {
                if (update.upToDate().contains(file.key()) || mayExist(file.key(), fileSystem)) {
                    writer.copy(old, file);
                }
            }
        } catch (DamagedIndexException e) {
            LOG.warn("A file of zone maps is damaged and is written anew: {}", e.getMessage());
        }
    }

    private boolean isKept(String key) {
        return !update.scanned().contains(key);
    }

    /** A file below the folder's directory that was not listed is gone, or was filtered out; of others nothing is known. */
    private boolean mayExist(String key, FileSystem fileSystem) throws IOException {
        Optional<Path> below = update.folder().fileBelow(key);
        return below.isEmpty() || fileSystem.exists(below.get());
    }

    private void add(IndexFileWriter writer, List<ScanResult> results) throws IOException {
        ListedFile file = results.get(0).file();
        Optional<String> failure = results.stream()
                .map(ScanResult::failure)
                .filter(Objects::nonNull)
                .findFirst();
        long bytes = results.stream().mapToLong(ScanResult::storedBytesRead).sum();
        if (failure.isPresent()) {
            reports.add(new FileReport(file.path(), 0, 0, bytes, failure.get()));
            return;
        }
        List<ScannedTable> tables = tables(results);
        writer.add(update.folder().key(file.path()), file.length(), file.modificationTimeMillis(), tables);
        reports.add(new FileReport(
                file.path(),
                tables.stream().mapToLong(table -> table.grid().rowCount()).sum(),
                tables.stream().mapToLong(table -> table.grid().zoneCount()).sum(),
                bytes,
                null));
    }

    /** Puts tables together that were scanned in parts. */
    private static List<ScannedTable> tables(List<ScanResult> results) {
        Map<String, List<ScannedTable>> parts = new LinkedHashMap<>();
        for (ScanResult result : results) {
            if (result.part() != null) {
                parts.computeIfAbsent(
                                result.part().prefix() + "/" + result.part().name(), path -> new ArrayList<>())
                        .add(result.part());
            }
        }
        if (parts.size() != results.get(0).tables()) {
            throw new IllegalStateException("of " + results.get(0).tables() + " tables " + parts.keySet() + " came");
        }
        return parts.values().stream()
                .map(table -> table.get(0)
                        .withZones(ZoneValues.join(
                                table.get(0).grid(),
                                table.stream().map(ScannedTable::zones).toList())))
                .toList();
    }
}

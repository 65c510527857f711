package io.battdat.spark.index;

import io.battdat.index.DamagedIndexException;
import io.battdat.index.IndexFileReader;
import io.battdat.index.IndexedFile;
import io.battdat.io.HadoopInput;
import io.battdat.spark.files.ListingThreads;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the index files of a folder say. The folder is listed once; of its files those are opened that may speak of
 * the data files that are asked for. An index file that is damaged or cannot be read is left out with a warning: data files
 * are read without it.
 */
final class IndexFolderReader {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFolderReader.class);

    private final IndexFolder folder;
    private final Configuration configuration;
    /** Lengths of the index files that there are. */
    private final Map<Path, Long> lengths = new HashMap<>();

    private IndexFolderReader(IndexFolder folder, Configuration configuration) {
        this.folder = folder;
        this.configuration = configuration;
    }

    /** Empty if there is no such folder, or it cannot be read. */
    static Optional<IndexFolderReader> open(IndexFolder folder, Configuration configuration) {
        IndexFolderReader reader = new IndexFolderReader(folder, configuration);
        Path path = new Path(folder.location());
        try {
            FileSystem fileSystem = path.getFileSystem(configuration);
            for (FileStatus status : fileSystem.listStatus(path)) {
                reader.lengths.put(status.getPath(), status.getLen());
            }
            return Optional.of(reader);
        } catch (FileNotFoundException | AccessControlException e) {
            LOG.debug("There are no zone maps in {}", path, e);
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("The zone maps in {} cannot be read and are left out", path, e);
            return Optional.empty();
        }
    }

    IndexFolder folder() {
        return folder;
    }

    /**
     * What is known of data files, be it fresh or stale.
     *
     * @param keys of the data files
     * @param tables whether a table is wanted, by its prefix and name
     */
    Map<String, IndexedFile> files(Collection<String> keys, BiPredicate<String, String> tables) {
        Map<Integer, Set<String>> wanted =
                keys.stream().collect(Collectors.groupingBy(IndexFolder::bucket, TreeMap::new, Collectors.toSet()));
        wanted.keySet().removeIf(bucket -> !lengths.containsKey(folder.file(bucket)));
        Map<String, IndexedFile> found = new HashMap<>();
        if (wanted.isEmpty()) {
            return found;
        }
        try (ListingThreads threads = new ListingThreads()) {
            threads.map(List.copyOf(wanted.entrySet()), entry -> read(entry.getKey(), entry.getValue(), tables))
                    .forEach(files -> files.forEach(file -> found.put(file.key(), file)));
        }
        return found;
    }

    private List<IndexedFile> read(int bucket, Set<String> keys, BiPredicate<String, String> tables) {
        try (IndexFileReader reader = openFile(bucket)) {
            return reader.files(keys::contains, tables);
        } catch (IOException e) {
            return leaveOut(bucket, e, List.of());
        }
    }

    /** An index file for its owner to close. */
    IndexFileReader openFile(int bucket) throws IOException {
        Path path = folder.file(bucket);
        Long length = lengths.get(path);
        if (length == null) {
            throw new FileNotFoundException(path.toString());
        }
        return IndexFileReader.open(HadoopInput.open(path, length, configuration));
    }

    boolean hasFile(int bucket) {
        return lengths.containsKey(folder.file(bucket));
    }

    /** What the index says of a file, to be looked into anywhere. */
    KnownFile known(IndexedFile file) {
        Path path = folder.file(IndexFolder.bucket(file.key()));
        return new KnownFile(path.toString(), lengths.get(path), file);
    }

    private <T> T leaveOut(int bucket, IOException failure, T nothing) {
        if (failure instanceof DamagedIndexException) {
            LOG.warn(
                    "A file of zone maps is damaged and is left out ({}); index the archive again",
                    failure.getMessage());
        } else {
            LOG.warn("A file of zone maps cannot be read and is left out: {}", folder.file(bucket), failure);
        }
        return nothing;
    }
}

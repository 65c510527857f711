package io.battdat.spark.index;

import io.battdat.index.IndexedFile;
import io.battdat.spark.IndexLocation;
import io.battdat.spark.files.ListedDirectories;
import io.battdat.spark.files.ListedFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What indexes say of the files of a read. Lives on the driver; index files are opened when a query first asks for files
 * that they may speak of, and what was found is kept for the next one.
 */
public final class ArchiveIndex {
    private final IndexLocation location;
    private final ListedDirectories directories;
    private final BiPredicate<String, String> tables;
    private final Configuration configuration;
    /** By the paths of files; empty for a file of which nothing is known. */
    private final Map<String, Optional<KnownFile>> known = new HashMap<>();

    private List<IndexFolderReader> folders;

    /**
     * @param directories where the files were looked for: indexes are in them, above them and below
     * @param tables whether a table is read, by its prefix and name
     */
    public ArchiveIndex(
            IndexLocation location,
            ListedDirectories directories,
            BiPredicate<String, String> tables,
            Configuration configuration) {
        this.location = location;
        this.directories = directories;
        this.tables = tables;
        this.configuration = configuration;
    }

    /** What is known of those of the files that have not been changed since they were indexed, by their paths. */
    public synchronized Map<String, KnownFile> of(Collection<ListedFile> files) {
        if (!location.isUsed()) {
            return Map.of();
        }
        List<ListedFile> unasked =
                files.stream().filter(file -> !known.containsKey(file.path())).toList();
        for (IndexFolderReader folder : unasked.isEmpty() ? List.<IndexFolderReader>of() : folders()) {
            look(
                    folder,
                    unasked.stream()
                            .filter(file -> !known.containsKey(file.path()))
                            .toList());
        }
        unasked.forEach(file -> known.putIfAbsent(file.path(), Optional.empty()));
        Map<String, KnownFile> found = new HashMap<>();
        files.forEach(file -> known.get(file.path()).ifPresent(entry -> found.put(file.path(), entry)));
        return found;
    }

    private void look(IndexFolderReader reader, List<ListedFile> files) {
        IndexFolder folder = reader.folder();
        Map<String, IndexedFile> entries = reader.files(
                files.stream()
                        .filter(file -> folder.maySpeakOf(file.path()))
                        .map(file -> folder.key(file.path()))
                        .collect(Collectors.toSet()),
                tables);
        for (ListedFile file : files) {
            IndexedFile entry = entries.get(folder.key(file.path()));
            if (entry != null && entry.isOf(file.length(), file.modificationTimeMillis())) {
                known.put(file.path(), Optional.of(reader.known(entry)));
            }
        }
    }

    /** The nearest to the files first. */
    private List<IndexFolderReader> folders() {
        if (folders == null) {
            folders = new ArrayList<>();
            Set<IndexFolder> places = new LinkedHashSet<>();
            if (location.folder().isPresent()) {
                places.add(IndexFolder.at(location.folder().get(), configuration));
            } else {
                directories.hidden().stream()
                        .filter(directory -> directory.getName().equals(IndexFolder.NAME))
                        .forEach(directory -> places.add(new IndexFolder(directory.toString())));
                for (Path root : directories.roots()) {
                    for (Path above = root; above != null; above = above.getParent()) {
                        places.add(IndexFolder.in(above));
                    }
                }
            }
            places.forEach(place -> IndexFolderReader.open(place, configuration).ifPresent(folders::add));
        }
        return folders;
    }
}

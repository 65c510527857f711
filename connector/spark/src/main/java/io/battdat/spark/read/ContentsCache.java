package io.battdat.spark.read;

import io.battdat.hdf5.BattdatFile;
import io.battdat.spark.files.FileJob;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What the files of an archive hold. A file is opened when it is first asked for, and again when its size or time of
 * modification has changed; if there are many, in a Spark job. Lives on the driver, for as long as its catalog.
 */
public final class ContentsCache {
    /** Some hundred bytes each, of which the columns are shared. */
    private static final int MOST_FILES = 200_000;

    private final Map<String, FileContents> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FileContents> eldest) {
            return size() > MOST_FILES;
        }
    };
    private final Map<StructType, StructType> columns = new HashMap<>();

    /**
     * The contents of the archive's files, in their order.
     *
     * @throws io.battdat.BattdatException if a file cannot be read, unless such files are to be skipped
     * @throws IOException if storage fails
     */
    public List<FileContents> of(Archive archive) throws IOException {
        List<ListedFile> unknown = new ArrayList<>();
        Map<String, FileContents> found = new HashMap<>();
        for (ListedFile file : archive.files()) {
            FileContents contents = get(file);
            if (contents == null) {
                unknown.add(file);
            } else {
                found.put(file.path(), contents.as(file));
            }
        }
        if (!unknown.isEmpty()) {
            for (FileContents contents : FileJob.run(unknown, look(archive))) {
                found.put(contents.file().path(), contents);
                put(contents);
            }
        }
        // files that cannot be read and are to be skipped have no contents, and are looked at again the next time
        return archive.files().stream()
                .filter(file -> found.containsKey(file.path()))
                .map(file -> found.get(file.path()))
                .toList();
    }

    /** Looks anew at the files of a directory that has been written to: times of modification may be whole seconds. */
    public synchronized void forget(String directory) {
        String beginning = new Path(directory).toUri().getPath() + "/";
        known.keySet().removeIf(path -> new Path(path).toUri().getPath().startsWith(beginning));
    }

    private synchronized FileContents get(ListedFile file) {
        FileContents contents = known.get(file.path());
        boolean current = contents != null
                && contents.file().length() == file.length()
                && contents.file().modificationTimeMillis() == file.modificationTimeMillis();
        return current ? contents : null;
    }

    private synchronized void put(FileContents contents) {
        List<FileContents.CellTable> tables = contents.tables().stream()
                .map(table -> new FileContents.CellTable(
                        table.prefix(),
                        table.cell(),
                        table.name(),
                        columns.computeIfAbsent(table.columns(), same -> same),
                        table.rowCount()))
                .toList();
        known.put(contents.file().path(), new FileContents(contents.file(), tables));
    }

    private static Look look(Archive archive) {
        return new Look(
                FileProblems.of(archive.conf()),
                JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext())
                        .broadcast(new SerializableConfiguration(archive.configuration())));
    }

    private record Look(FileProblems problems, Broadcast<SerializableConfiguration> configuration)
            implements FlatMapFunction<Iterator<ListedFile>, FileContents> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<FileContents> call(Iterator<ListedFile> files) throws IOException {
            Configuration hadoop = configuration.value().value();
            List<FileContents> contents = new ArrayList<>();
            while (files.hasNext()) {
                ListedFile file = files.next();
                try (BattdatFile opened = FilePlanner.open(file, hadoop)) {
                    contents.add(FileContents.of(file, opened));
                } catch (IOException | RuntimeException e) {
                    problems.skipOrThrow(file, e);
                }
            }
            return contents.iterator();
        }
    }
}

package io.battdat.spark.write;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.io.HadoopInput;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the cells of an archive are, for rows and tables that are added to them: whatever their files are called, and
 * also if a file holds many.
 */
final class CellPlaces implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(CellPlaces.class);

    /** Of a write that adds to nothing. */
    static final CellPlaces NONE = new CellPlaces(new HashMap<>(), new HashSet<>(), false);

    /**
     * Where a cell is.
     *
     * @param file path below the directory that is written to
     * @param prefix the cell's group in it
     */
    record Place(String file, String prefix) implements Serializable {}

    /** @param cell null of a file that cannot be read */
    private record Found(String cell, Place place) implements Serializable {}

    /** By the cell's name; more than one if directories have cells of the same name. */
    private final HashMap<String, List<Place>> places;

    private final HashSet<String> unreadable;
    private final boolean shared;

    private CellPlaces(HashMap<String, List<Place>> places, HashSet<String> unreadable, boolean shared) {
        this.places = places;
        this.unreadable = unreadable;
        this.shared = shared;
    }

    /** Opens every file to see its cells: here, or in a Spark job if there are many. */
    static CellPlaces find(
            Map<String, ListedFile> files, Broadcast<SerializableConfiguration> configuration, SparkContext context)
            throws IOException {
        List<Map.Entry<String, ListedFile>> entries = new ArrayList<>();
        files.forEach((relative, file) -> entries.add(Map.entry(relative, file)));
        Look look = new Look(configuration);
        List<Found> found = new ArrayList<>();
        if (entries.size() > SQLConf.get().parallelPartitionDiscoveryThreshold()) {
            List<NamedFile> named = entries.stream()
                    .map(entry -> new NamedFile(entry.getKey(), entry.getValue()))
                    .toList();
            int tasks = Math.min(named.size(), SQLConf.get().parallelPartitionDiscoveryParallelism());
            found.addAll(JavaSparkContext.fromSparkContext(context)
                    .parallelize(named, tasks)
                    .flatMap(look)
                    .collect());
        } else {
            for (Map.Entry<String, ListedFile> entry : entries) {
                look.call(new NamedFile(entry.getKey(), entry.getValue())).forEachRemaining(found::add);
            }
        }
        HashMap<String, List<Place>> places = new HashMap<>();
        HashSet<String> unreadable = new HashSet<>();
        Set<String> seen = new HashSet<>();
        boolean shared = false;
        for (Found cell : found) {
            if (cell.cell() == null) {
                unreadable.add(cell.place().file());
                continue;
            }
            places.computeIfAbsent(cell.cell(), name -> new ArrayList<>()).add(cell.place());
            shared |= !seen.add(cell.place().file());
        }
        return new CellPlaces(places, unreadable, shared);
    }

    private record NamedFile(String relative, ListedFile file) implements Serializable {}

    private record Look(Broadcast<SerializableConfiguration> configuration)
            implements FlatMapFunction<NamedFile, Found> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<Found> call(NamedFile named) throws IOException {
            Configuration hadoop = configuration.value().value();
            Map<String, Found> cells = new LinkedHashMap<>();
            Path path = new Path(named.file().path());
            try (BattdatFile file =
                    BattdatFile.open(HadoopInput.open(path, named.file().length(), hadoop))) {
                for (String prefix : file.prefixes()) {
                    String cell = file.cellName(prefix);
                    cells.put(prefix, new Found(cell, new Place(named.relative(), prefix)));
                }
            } catch (BattdatException e) {
                LOG.warn("Not looked for cells in a file that cannot be read: {}", e.getMessage());
                return List.of(new Found(null, new Place(named.relative(), BattdatFile.ROOT)))
                        .iterator();
            }
            return cells.values().iterator();
        }
    }

    /** Whether a file is damaged, or none that we read, so that nobody knows its cells. */
    boolean isUnreadable(String file) {
        return unreadable.contains(file);
    }

    /** Whether a file holds more than one cell, so that one task must write them all. */
    boolean areShared() {
        return shared;
    }

    /**
     * The place of a cell.
     *
     * @param directory of {@code key=value} parts; empty where rows are not partitioned by directories, in which case the
     *     cell may be in any
     * @throws BattdatException if it is in more than one file
     */
    Optional<Place> of(String directory, String cell) {
        List<Place> candidates = places.getOrDefault(cell, List.of()).stream()
                .filter(place -> directory.isEmpty() || place.file().startsWith(directory + "/"))
                .toList();
        if (candidates.size() > 1) {
            throw new BattdatException("cell " + cell + " is in more than one place: "
                    + String.join(
                            ", ",
                            candidates.stream()
                                    .map(place -> place.file() + " (prefix " + place.prefix() + ")")
                                    .toList())
                    + ". Nothing is added to it, since it is not clear to which. Give the cells names of their own, or"
                    + " write to a directory that has one of the files only");
        }
        return candidates.stream().findFirst();
    }
}

package io.battdat.spark.convert;

import io.battdat.convert.BatteryArchiveWriter;
import io.battdat.convert.ExportTarget;
import io.battdat.hdf5.BattdatFile;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.postprocess.CycleStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * CSV files for Battery Archive: a directory for a cell, one below it for each cell under a prefix. The cells are collected
 * in a battdat file in scratch first, since how the rows are spread over files depends on how many there are.
 */
final class ArchiveCsvTarget implements ArchiveTarget {
    /** The tables that Battery Archive has a place for. */
    static final Set<String> TABLES = Set.of(BattdatFile.RAW_DATA, CycleStats.TABLE);

    private static final String TIME_SERIES = "cycle-timeseries-";
    private static final String CYCLE_STATS = "cycle-stats.csv";

    private final Path directory;
    private final Path collected;
    private final BattdatTarget cells;
    private final ZoneId timeZone;

    /** @param directory named as the cell is, if nothing else names it */
    ArchiveCsvTarget(Path directory, ConversionSettings settings) throws IOException {
        this.directory = directory;
        this.collected =
                Files.createDirectories(directory.resolveSibling("collected")).resolve(directory.getFileName() + ".h5");
        this.cells = new BattdatTarget(collected, settings);
        this.timeZone = settings.vendor().options().timeZone();
    }

    @Override
    public void metadata(String prefix, BatteryMetadata metadata) throws IOException {
        cells.metadata(prefix, metadata);
    }

    @Override
    public TableSink table(TableHead head) throws IOException {
        return cells.table(head);
    }

    @Override
    public List<Path> finish() throws IOException {
        cells.finish();
        List<Path> files = new ArrayList<>();
        try (BattdatFile file = BattdatFile.open(collected)) {
            for (String prefix : file.prefixes()) {
                Path cell = Files.createDirectories(
                        prefix.equals(BattdatFile.ROOT) ? directory : directory.resolve(prefix));
                new BatteryArchiveWriter(timeZone).export(file, prefix, name -> {
                    files.add(cell.resolve(name));
                    return ExportTarget.directory(cell).create(name);
                });
            }
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }

    /** The rows of the files, by the paths of the tables that they are of. */
    static Map<String, TableChecksums> rows(Path directory, List<Path> files) throws IOException {
        Map<String, TableChecksums> rows = new LinkedHashMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            String table = name.startsWith(TIME_SERIES)
                    ? BattdatFile.RAW_DATA
                    : name.equals(CYCLE_STATS) ? CycleStats.TABLE : "";
            if (!table.isEmpty()) {
                String prefix = directory.relativize(file.getParent()).toString();
                rows.merge(
                        prefix.isEmpty() ? table : prefix + "/" + table,
                        new TableChecksums(lines(file) - 1, new LinkedHashMap<>()),
                        (one, other) -> new TableChecksums(one.rows() + other.rows(), one.columns()));
            }
        }
        return rows;
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }

    @Override
    public void close() throws IOException {
        cells.close();
    }
}

package io.battdat.spark.convert;

import io.battdat.convert.CellFiles;
import io.battdat.convert.VendorFormat;
import io.battdat.hdf5.BattdatFile;
import io.battdat.io.HadoopInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** Opens sources and targets of each format. */
record Formats(ConversionSettings settings, Configuration configuration) {
    /** @throws io.battdat.BattdatException if the files are none of the format, or are damaged */
    CellSource open(SourceGroup group, String prefix) throws IOException {
        SourceSelection selection = settings.selection(prefix);
        Optional<VendorFormat> vendor = settings.sourceFormat().vendor();
        if (vendor.isPresent()) {
            return new VendorSource(
                    vendor.get().reader(cellFiles(group), settings.vendor().options()), selection);
        } else if (settings.sourceFormat() == ConversionFormat.PARQUET) {
            return parquet(group, selection);
        }
        SourceFile file = group.files().get(0);
        return new BattdatSource(
                BattdatFile.open(TaskReads.counted(HadoopInput.open(path(file), file.bytes(), configuration))),
                selection);
    }

    private static org.apache.hadoop.fs.Path path(SourceFile file) {
        return new org.apache.hadoop.fs.Path(file.path());
    }

    private CellFiles cellFiles(SourceGroup group) {
        List<io.battdat.convert.SourceFile> files = new ArrayList<>();
        group.files().forEach(file -> files.add(new HadoopVendorFile(file, configuration)));
        return new CellFiles(group.stem(), files);
    }

    private CellSource parquet(SourceGroup group, SourceSelection selection) throws IOException {
        List<ParquetSource.Table> tables = new ArrayList<>();
        for (SourceFile file : group.files()) {
            tables.add(table(BattdatFile.ROOT, path(file)));
        }
        return new ParquetSource(tables, group.stem(), selection);
    }

    private ParquetSource.Table table(String prefix, org.apache.hadoop.fs.Path path) throws IOException {
        String name = path.getName();
        return new ParquetSource.Table(
                prefix,
                name.substring(0, name.length() - ParquetTarget.ENDING.length()),
                HadoopInputFile.fromPath(path, configuration));
    }

    /** @param scratch where to write: a file, or a directory, that is not there yet */
    ArchiveTarget create(Path scratch) throws IOException {
        return switch (settings.targetFormat()) {
            case PARQUET -> new ParquetTarget(scratch, settings, configuration);
            case BATTERY_ARCHIVE -> new ArchiveCsvTarget(scratch, settings);
            default -> new BattdatTarget(scratch, settings);
        };
    }

    /**
     * What tables hold that have been written: rows and checksums of their columns; of CSV files, rows.
     *
     * @param scratch the file or directory of the target
     * @param files that were written
     */
    Map<String, TableChecksums> written(Path scratch, List<Path> files) throws IOException {
        if (settings.targetFormat() == ConversionFormat.BATTERY_ARCHIVE) {
            return ArchiveCsvTarget.rows(scratch, files);
        }
        ChecksumSink checksums = ChecksumSink.ofNothing(settings.comparison());
        try (CellSource source = reopen(scratch, files)) {
            source.sendTo(checksums);
        }
        return checksums.tables();
    }

    /** Whether the target has a place for a table. */
    boolean takes(String tablePath) {
        return settings.targetFormat() != ConversionFormat.BATTERY_ARCHIVE
                || ArchiveCsvTarget.TABLES.contains(tablePath.substring(tablePath.lastIndexOf('/') + 1));
    }

    private CellSource reopen(Path scratch, List<Path> written) throws IOException {
        if (settings.targetFormat() != ConversionFormat.PARQUET) {
            return new BattdatSource(BattdatFile.open(scratch), SourceSelection.ALL);
        }
        List<ParquetSource.Table> tables = new ArrayList<>();
        for (Path file : written) {
            String directory = scratch.relativize(file.getParent()).toString();
            tables.add(table(
                    directory.isEmpty() ? BattdatFile.ROOT : directory, new org.apache.hadoop.fs.Path(file.toUri())));
        }
        return new ParquetSource(tables, "", SourceSelection.ALL);
    }
}

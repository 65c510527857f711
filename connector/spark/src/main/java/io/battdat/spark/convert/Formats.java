package io.battdat.spark.convert;

import io.battdat.hdf5.BattdatFile;
import io.battdat.io.HadoopInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Opens sources and targets of each format. */
record Formats(ConversionSettings settings, Configuration configuration) {
    /** @throws io.battdat.BattdatException if the files are none of the format, or are damaged */
    CellSource open(SourceGroup group, String prefix) throws IOException {
        SourceSelection selection = settings.selection(prefix);
        return switch (settings.sourceFormat()) {
            case BATTDAT -> {
                SourceFile file = group.files().get(0);
                org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.path());
                yield new BattdatSource(
                        BattdatFile.open(HadoopInput.open(path, file.bytes(), configuration)), selection);
            }
            case PARQUET -> throw new UnsupportedOperationException();
        };
    }

    /** @param scratch where to write: a file, or a directory, that is not there yet */
    ArchiveTarget create(Path scratch) {
        return switch (settings.targetFormat()) {
            case BATTDAT -> new BattdatTarget(scratch, settings);
            case PARQUET -> throw new UnsupportedOperationException();
        };
    }

    /** What has been written, to be compared with the source. */
    CellSource reopen(List<Path> written) throws IOException {
        return switch (settings.targetFormat()) {
            case BATTDAT -> new BattdatSource(BattdatFile.open(written.get(0)), SourceSelection.ALL);
            case PARQUET -> throw new UnsupportedOperationException();
        };
    }
}

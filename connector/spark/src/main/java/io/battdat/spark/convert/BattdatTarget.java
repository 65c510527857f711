package io.battdat.spark.convert;

import io.battdat.column.Column;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.write.Hdf5OutputFile;
import io.battdat.hdf5.write.TableSpec;
import io.battdat.hdf5.write.WriteException;
import io.battdat.hdf5.write.WriteMode;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.streaming.HDF5Writer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A battdat file that is written anew. */
final class BattdatTarget implements ArchiveTarget {
    private final Path path;
    private final ConversionSettings settings;
    /** Opened with the first metadata or table: the room for metadata is fixed then. */
    private Hdf5OutputFile file;

    private boolean finished;

    BattdatTarget(Path path, ConversionSettings settings) {
        this.path = path;
        this.settings = settings;
    }

    @Override
    public void metadata(String prefix, BatteryMetadata metadata) throws IOException {
        if (file == null && prefix.equals(BattdatFile.ROOT)) {
            file = Hdf5OutputFile.open(path, WriteMode.CREATE, metadata);
        } else {
            open().setMetadata(prefix, metadata);
        }
    }

    private Hdf5OutputFile open() throws IOException {
        if (file == null) {
            file = Hdf5OutputFile.open(path, WriteMode.CREATE, BattdatFile.ROOT, Optional.empty());
        }
        return file;
    }

    @Override
    public TableSink table(TableHead head) throws IOException {
        try {
            new TableSpec(head.columns());
        } catch (WriteException e) {
            throw new WriteException("table " + head.path() + ", " + e.getMessage() + " (--without-columns)", e);
        }
        HDF5Writer writer = HDF5Writer.over(open())
                .prefix(head.prefix())
                .table(head.name())
                .complib(settings.complib())
                .complevel(settings.complevel())
                .expectedRows(head.expectedRows());
        head.schema().ifPresent(writer::schema);
        settings.chunkRows().ifPresent(writer::chunkRows);
        head.columns().forEach(writer::column);
        return new Table(writer, List.copyOf(head.columns().keySet()));
    }

    private record Table(HDF5Writer writer, List<String> names) implements TableSink {
        @Override
        public void append(List<Column> columns, int rowCount) throws IOException {
            Map<String, Column> byName = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                byName.put(names.get(i), columns.get(i));
            }
            writer.writeColumns(byName, 0, rowCount);
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }

    @Override
    public List<Path> finish() throws IOException {
        open().close();
        finished = true;
        return List.of(path);
    }

    @Override
    public void close() throws IOException {
        if (!finished && file != null) {
            file.abort();
        }
    }
}

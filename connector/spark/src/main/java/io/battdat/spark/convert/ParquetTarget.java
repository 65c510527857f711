package io.battdat.spark.convert;

import io.battdat.column.Column;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.write.DefaultSchema;
import io.battdat.metadata.BatteryMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;

/**
 * battdat's Parquet convention (battdat/io/parquet.py): a directory for a cell, in it a file for each table with the
 * battery metadata and the column schema in its key-value metadata. A cell under a prefix gets a directory of its own
 * below.
 */
final class ParquetTarget implements ArchiveTarget {
    static final String ENDING = ".parquet";
    static final String BATTERY_METADATA = "battery_metadata";
    static final String TABLE_METADATA = "table_metadata";
    private static final String WRITE_DATE = "write_date";

    private final Path directory;
    private final ConversionSettings settings;
    private final Configuration configuration;
    private final Map<String, BatteryMetadata> metadata = new HashMap<>();
    private final List<Path> files = new ArrayList<>();
    private final List<Table> open = new ArrayList<>();

    ParquetTarget(Path directory, ConversionSettings settings, Configuration configuration) {
        this.directory = directory;
        this.settings = settings;
        this.configuration = configuration;
    }

    @Override
    public void metadata(String prefix, BatteryMetadata cell) {
        metadata.put(prefix, cell);
    }

    @Override
    public TableSink table(TableHead head) throws IOException {
        Path file = directory.resolve(head.path() + ENDING);
        files.add(file);
        Table table = new Table(new Builder(
                        HadoopOutputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), configuration),
                        new ParquetRows(ParquetSchema.of(head.columns()), keyValues(head)))
                .withConf(configuration)
                .withCompressionCodec(ParquetCodecs.of(settings.codec()))
                .build());
        open.add(table);
        return table;
    }

    private Map<String, String> keyValues(TableHead head) {
        BatteryMetadata ofRoot = metadata.getOrDefault(
                BattdatFile.ROOT, BatteryMetadata.builder().build());
        Map<String, String> values = new LinkedHashMap<>();
        values.put(
                BATTERY_METADATA, metadata.getOrDefault(head.prefix(), ofRoot).toJson());
        values.put(WRITE_DATE, LocalDateTime.now().toString());
        values.put(
                TABLE_METADATA,
                head.schema()
                        .orElseGet(() -> DefaultSchema.of(head.name(), head.columns()))
                        .toJson());
        return values;
    }

    private static final class Builder extends ParquetWriter.Builder<ParquetRows.Row, Builder> {
        private final ParquetRows rows;

        Builder(OutputFile file, ParquetRows rows) {
            super(file);
            this.rows = rows;
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** Deprecated in favour of one that the Parquet of Spark 3.5 does not have. */
        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<ParquetRows.Row> getWriteSupport(Configuration configuration) {
            return rows;
        }
    }

    private static final class Table implements TableSink {
        private final ParquetWriter<ParquetRows.Row> writer;
        private final ParquetRows.Row row = new ParquetRows.Row();
        private boolean closed;

        Table(ParquetWriter<ParquetRows.Row> writer) {
            this.writer = writer;
        }

        @Override
        public void append(List<Column> columns, int rowCount) throws IOException {
            for (int i = 0; i < rowCount; i++) {
                writer.write(row.at(columns, i));
            }
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                writer.close();
            }
        }
    }

    @Override
    public List<Path> finish() {
        return files;
    }

    @Override
    public void close() throws IOException {
        for (Table table : open) {
            table.close();
        }
    }
}

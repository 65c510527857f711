package io.battdat.spark.convert;

import io.battdat.CorruptFileException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.metadata.ColumnSchema;
import io.battdat.metadata.MetadataException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.io.InputFile;

/** The tables of cells in battdat's Parquet convention. */
final class ParquetSource implements CellSource {
    private final List<Table> tables;
    private final String directoryName;
    private final SourceSelection selection;

    /**
     * A file.
     *
     * @param prefix of its cell
     * @param name of its table
     */
    record Table(String prefix, String name, InputFile file) {}

    /** @param directoryName names the cell if its metadata does not */
    ParquetSource(List<Table> tables, String directoryName, SourceSelection selection) {
        this.tables = tables.stream()
                .filter(table -> selection.takesTable(table.name()))
                .toList();
        this.directoryName = directoryName;
        this.selection = selection;
    }

    @Override
    public List<FoundCell> cells() throws IOException {
        Map<String, Long> rows = new LinkedHashMap<>();
        String name = null;
        for (Table table : tables) {
            try (ParquetTableReader reader = new ParquetTableReader(table.file(), selection)) {
                rows.put(table.name(), reader.tableRows());
                Optional<String> named = metadata(table, reader).flatMap(BatteryMetadata::name);
                name = name == null ? named.orElse(null) : name;
            }
        }
        return List.of(new FoundCell(BattdatFile.ROOT, name == null ? directoryName : name, name, rows));
    }

    @Override
    public void sendTo(CellSink sink) throws IOException {
        Map<String, BatteryMetadata> sent = new LinkedHashMap<>();
        for (Table table : tables) {
            try (ParquetTableReader reader = new ParquetTableReader(table.file(), selection)) {
                Optional<BatteryMetadata> metadata = metadata(table, reader);
                if (metadata.isPresent() && sent.putIfAbsent(table.prefix(), metadata.get()) == null) {
                    sink.metadata(table.prefix(), metadata.get());
                }
                TableHead head = new TableHead(
                        table.prefix(),
                        table.name(),
                        reader.columns().types(),
                        schema(table, reader),
                        reader.tableRows());
                try (TableSink target = sink.table(head)) {
                    while (reader.next()) {
                        target.append(reader.columns().columns(), reader.rowCount());
                    }
                }
            }
        }
    }

    private static Optional<BatteryMetadata> metadata(Table table, ParquetTableReader reader) {
        String json = reader.keyValues().get(ParquetTarget.BATTERY_METADATA);
        try {
            return Optional.ofNullable(json).map(BatteryMetadata::fromJson);
        } catch (MetadataException e) {
            throw new CorruptFileException(
                    table.file().toString(), "key " + ParquetTarget.BATTERY_METADATA, e.getMessage(), e);
        }
    }

    private static Optional<ColumnSchema> schema(Table table, ParquetTableReader reader) {
        String json = reader.keyValues().get(ParquetTarget.TABLE_METADATA);
        try {
            return Optional.ofNullable(json).map(ColumnSchema::fromJson);
        } catch (MetadataException e) {
            throw new CorruptFileException(
                    table.file().toString(), "key " + ParquetTarget.TABLE_METADATA, e.getMessage(), e);
        }
    }

    @Override
    public void close() {}
}

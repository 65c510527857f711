package io.battdat.spark.convert;

import io.battdat.column.Column;
import io.battdat.convert.ColumnBatches;
import io.battdat.convert.VendorReader;
import io.battdat.convert.VendorTable;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.write.StorageTypes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cell in a vendor's files. */
record VendorSource(VendorReader reader, SourceSelection selection) implements CellSource {
    private List<VendorTable> tables() throws IOException {
        return reader.tables().stream()
                .filter(table -> selection.takesTable(table.name()))
                .toList();
    }

    @Override
    public List<FoundCell> cells() throws IOException {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (VendorTable table : tables()) {
            rows.put(table.name(), FoundCell.UNKNOWN);
        }
        String name = reader.metadata().name().orElse(null);
        return List.of(
                new FoundCell(BattdatFile.ROOT, name == null ? reader.files().cell() : name, name, rows));
    }

    @Override
    public void sendTo(CellSink sink) throws IOException {
        sink.metadata(BattdatFile.ROOT, reader.metadata());
        for (VendorTable table : tables()) {
            send(table, sink);
        }
    }

    private void send(VendorTable table, CellSink sink) throws IOException {
        Map<String, ElementType> types = new LinkedHashMap<>();
        table.columns().forEach((name, type) -> {
            if (selection.takesColumn(name)) {
                types.put(name, StorageTypes.of(type));
            }
        });
        TableHead head = new TableHead(
                BattdatFile.ROOT, table.name(), types, Optional.of(table.schema()), table.estimatedRows());
        try (ColumnBatches batches = table.open();
                TableSink target = sink.table(head)) {
            while (batches.next()) {
                Map<String, Column> batch = batches.columns();
                target.append(types.keySet().stream().map(batch::get).toList(), batches.rowCount());
            }
        }
    }

    @Override
    public void close() {}
}

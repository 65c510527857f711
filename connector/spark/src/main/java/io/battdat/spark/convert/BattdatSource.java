package io.battdat.spark.convert;

import io.battdat.CorruptFileException;
import io.battdat.column.Column;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.BattdatFile.TableName;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.metadata.MetadataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The cells of a battdat file, of any release. */
final class BattdatSource implements CellSource {
    private static final long MOST_UNWRITTEN_ROWS = 10_000_000;

    private final BattdatFile file;
    private final SourceSelection selection;

    BattdatSource(BattdatFile file, SourceSelection selection) {
        this.file = file;
        this.selection = selection;
    }

    private List<TableName> selected() throws IOException {
        return file.tableNames().stream()
                .filter(table -> selection.takesCell(table.prefix()) && selection.takesTable(table.name()))
                .toList();
    }

    @Override
    public List<FoundCell> cells() throws IOException {
        Map<String, Map<String, Long>> rows = new LinkedHashMap<>();
        for (TableName table : selected()) {
            rows.computeIfAbsent(table.prefix(), prefix -> new LinkedHashMap<>())
                    .put(table.name(), file.table(table.prefix(), table.name()).rowCount());
        }
        List<FoundCell> cells = new ArrayList<>();
        for (Map.Entry<String, Map<String, Long>> cell : rows.entrySet()) {
            cells.add(new FoundCell(
                    cell.getKey(), file.cellName(cell.getKey()), metadataName(cell.getKey()), cell.getValue()));
        }
        return cells;
    }

    private String metadataName(String prefix) throws IOException {
        return file.storedMetadataJson(prefix)
                .flatMap(json -> parsed(prefix, json).name())
                .orElse(null);
    }

    @Override
    public void sendTo(CellSink sink) throws IOException {
        List<TableName> tables = selected();
        Set<String> prefixes = new TreeSet<>();
        tables.forEach(table -> prefixes.add(table.prefix()));
        sendMetadata(prefixes, sink);
        for (TableName table : tables) {
            send(table, sink);
        }
    }

    /** A group that has no metadata of its own has none afterwards either, if the root goes with it. */
    private void sendMetadata(Set<String> prefixes, CellSink sink) throws IOException {
        Optional<String> ofRoot = file.storedMetadataJson(BattdatFile.ROOT);
        boolean takesRoot = selection.takesCell(BattdatFile.ROOT);
        if (takesRoot && ofRoot.isPresent()) {
            sink.metadata(BattdatFile.ROOT, parsed(BattdatFile.ROOT, ofRoot.get()));
        }
        for (String prefix : prefixes) {
            Optional<String> json = file.storedMetadataJson(prefix);
            if (!prefix.equals(BattdatFile.ROOT) && json.isPresent() && !(takesRoot && json.equals(ofRoot))) {
                sink.metadata(prefix, parsed(prefix, json.get()));
            }
        }
    }

    private BatteryMetadata parsed(String prefix, String json) {
        try {
            return BatteryMetadata.fromJson(json);
        } catch (MetadataException e) {
            throw new CorruptFileException(file.location(), "battery metadata of group " + prefix, e.getMessage(), e);
        }
    }

    /** A few damaged bytes can claim any number of rows, which would fill the disk with what nobody has measured. */
    private void checkRows(TableInfo table) {
        long unwritten = table.rowCount() - (long) table.chunks().size() * table.chunkRows();
        if (unwritten > MOST_UNWRITTEN_ROWS) {
            throw new CorruptFileException(
                    file.location(),
                    "table " + table.path(),
                    "it claims " + table.rowCount() + " rows, of which " + unwritten
                            + " were never written. Copy the rows that are meant to another table");
        }
    }

    private void send(TableName name, CellSink sink) throws IOException {
        TableInfo table = file.table(name.prefix(), name.name());
        checkRows(table);
        List<Integer> taken = IntStream.range(0, table.layout().members().size())
                .filter(i ->
                        selection.takesColumn(table.layout().members().get(i).name()))
                .boxed()
                .toList();
        List<Member> members = taken.stream().map(table.layout().members()::get).toList();
        Map<String, ElementType> columns = new LinkedHashMap<>();
        for (Member member : members) {
            // fails with the remedy if the column cannot be decoded
            TableReader.columnType(table, member);
            columns.put(member.name(), StoredType.of(member.type()));
        }
        TableHead head = new TableHead(
                name.prefix(), name.name(), columns, file.columnSchema(name.prefix(), name.name()), table.rowCount());
        try (TableReader reader = new TableReader(file.input(), table, taken, 0, table.rowCount());
                TableSink target = sink.table(head)) {
            List<Column> batch =
                    IntStream.range(0, taken.size()).mapToObj(reader::column).toList();
            while (reader.next()) {
                target.append(batch, reader.rowCount());
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

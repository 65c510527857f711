package io.battdat.hdf5.write;

import static org.bytedeco.hdf5.global.hdf5.H5Ldelete;

import io.battdat.column.Column;
import io.battdat.hdf5.FilterSpec;
import io.battdat.hdf5.RecordLayout;
import io.battdat.hdf5.write.ChunkedDataset.StoredChunk;
import io.battdat.hdf5.zones.Zone;
import io.battdat.hdf5.zones.ZoneMap;
import io.battdat.hdf5.zones.ZoneRecords;
import io.battdat.hdf5.zones.ZoneRecords.StoredZone;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stores the {@link ZoneMap} of a table, in place of the one that is there. */
final class ZoneMapWriter {
    private static final int MAX_CHUNK_RECORDS = 1024;
    private static final Compression COMPRESSION = new Compression(5);

    private final Hdf5OutputFile file;
    private final String prefix;
    private final String table;
    private final String place;

    ZoneMapWriter(Hdf5OutputFile file, String prefix, String table) {
        this.file = file;
        this.prefix = prefix;
        this.table = table;
        this.place = file.path() + ": zone map of table " + table;
    }

    /**
     * Writes the zones of chunks that are in the file.
     *
     * @param rows the table's rows
     * @param chunkRows rows in a chunk of the table
     * @param zones by the number of the chunk
     */
    void write(RecordLayout rows, int chunkRows, List<StoredChunk> stored, Map<Long, Zone> zones) throws IOException {
        List<StoredZone> chunks = stored.stream()
                .filter(chunk -> zones.containsKey(chunk.firstRow() / chunkRows))
                .map(chunk -> new StoredZone(
                        chunk.firstRow(),
                        chunk.address(),
                        chunk.storedBytes(),
                        zones.get(chunk.firstRow() / chunkRows)))
                .toList();
        int columns = Zone.columns(rows).size();
        if (columns == 0 || chunks.isEmpty()) {
            return;
        }
        List<String> group = new ArrayList<>(Names.groups(prefix));
        group.add(ZoneMap.GROUP);
        RecordLayout layout = ZoneRecords.layout(columns);
        int recordsInChunk = Math.min(Math.min(MAX_CHUNK_RECORDS, chunks.size()), maxRecords(layout));
        List<FilterSpec> filters = COMPRESSION.filters(layout.rowBytes());
        ChunkedDataset dataset = file.locked(() -> {
            try (Handle parent = file.group(group, false)) {
                if (Hdf5OutputFile.exists(parent, table)) {
                    NativeHdf5.check(
                            H5Ldelete(parent.id(), NativeHdf5.utf8(table), NativeHdf5.DEFAULT),
                            place + ": cannot replace");
                }
                return ChunkedDataset.create(file, place, parent, table, layout, filters, recordsInChunk, false);
            }
        });
        try (Handle handle = dataset.handle()) {
            ChunkEncoder encoder = new ChunkEncoder(place, place, filters, layout.rowBytes());
            RowBlock block = new RowBlock(layout.rowBytes(), recordsInChunk, encoder.takesPlanes());
            for (int from = 0; from < chunks.size(); from += recordsInChunk) {
                List<StoredZone> part = chunks.subList(from, Math.min(chunks.size(), from + recordsInChunk));
                put(part, layout, block);
                encoder.encode(block);
                dataset.writeChunk(from, from + part.size(), encoder);
            }
        }
    }

    private static int maxRecords(RecordLayout layout) {
        return Math.max(1, (1 << 20) / layout.rowBytes());
    }

    private static void put(List<StoredZone> chunks, RecordLayout layout, RowBlock block) {
        List<Column> columns = ZoneRecords.columns(layout, chunks);
        for (int i = 0; i < columns.size(); i++) {
            new MemberScatterer(layout.members().get(i)).scatter(columns.get(i), 0, chunks.size(), block, 0);
        }
        block.clearFrom(chunks.size());
    }
}

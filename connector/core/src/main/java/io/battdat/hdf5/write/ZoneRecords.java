package io.battdat.hdf5.write;

import io.battdat.column.ArrayColumn;
import io.battdat.column.BooleanColumn;
import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.LongColumn;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.FilterSpec;
import io.battdat.hdf5.RecordLayout;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import io.battdat.hdf5.write.ChunkedDataset.StoredChunk;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The records of a stored {@link ZoneMap}, whose Javadoc gives the format: one for each chunk. */
final class ZoneRecords {
    private static final int FIRST_ROW = 0;
    private static final int ROWS = 1;
    private static final int ADDRESS = 2;
    private static final int STORED_BYTES = 3;
    private static final int TAIL = 4;
    private static final int MINIMUMS = 5;
    private static final int MAXIMUMS = 6;
    private static final int HOLDS_NAN = 7;
    private static final int ASCENDING = 8;

    private ZoneRecords() {}

    /** Path of the group of zone maps, without a leading slash. */
    static String groupPath(String prefix) {
        return BattdatFile.ROOT.equals(prefix) ? ZoneMap.GROUP : prefix + "/" + ZoneMap.GROUP;
    }

    /** Whether chunks have an end that tells of all their rows: they are deflated, and nothing comes after that. */
    static boolean haveTails(List<FilterSpec> filters) {
        return !filters.isEmpty() && filters.get(filters.size() - 1).id() == FilterSpec.DEFLATE;
    }

    /** The records of a table with that many numeric columns, of which there must be one. */
    static TableSpec spec(int columns) {
        Map<String, ElementType> members = new LinkedHashMap<>();
        members.put("first_row", StorageTypes.INT64);
        members.put("rows", StorageTypes.INT64);
        members.put("address", StorageTypes.UINT64);
        members.put("stored_bytes", StorageTypes.UINT64);
        members.put("tail_crc32", StorageTypes.UINT32);
        members.put("minimums", StorageTypes.array(StorageTypes.UINT64, columns));
        members.put("maximums", StorageTypes.array(StorageTypes.UINT64, columns));
        members.put("holds_nan", StorageTypes.array(StorageTypes.BOOL, columns));
        members.put("ascending", StorageTypes.array(StorageTypes.BOOL, columns));
        return new TableSpec(members);
    }

    /** Whether records are of that format, or of the first one, which ended before {@code ascending}. */
    static boolean isKnown(RecordLayout layout, int columns) {
        TableSpec spec = spec(columns);
        Map<String, ElementType> first = new LinkedHashMap<>(spec.columns());
        first.remove("ascending");
        return layout.equals(spec.layout()) || layout.equals(new TableSpec(first).layout());
    }

    /** The columns of records for chunks that are stored, in the order of {@link #spec}. */
    static List<Column> columns(
            List<ColumnType> types, List<StoredChunk> chunks, int chunkRows, Map<Long, Zone> zones) {
        List<Column> columns =
                types.stream().map(type -> Column.create(type, chunks.size())).toList();
        for (int i = 0; i < chunks.size(); i++) {
            StoredChunk chunk = chunks.get(i);
            Zone zone = zones.get(chunk.firstRow() / chunkRows);
            longs(columns.get(FIRST_ROW))[i] = chunk.firstRow();
            longs(columns.get(ROWS))[i] = zone.rows();
            longs(columns.get(ADDRESS))[i] = chunk.address();
            longs(columns.get(STORED_BYTES))[i] = chunk.storedBytes();
            longs(columns.get(TAIL))[i] = zone.tail();
            int count = zone.minimums().length;
            System.arraycopy(zone.minimums(), 0, longs(elements(columns.get(MINIMUMS))), i * count, count);
            System.arraycopy(zone.maximums(), 0, longs(elements(columns.get(MAXIMUMS))), i * count, count);
            System.arraycopy(zone.holdsNan(), 0, booleans(columns.get(HOLDS_NAN)), i * count, count);
            System.arraycopy(zone.ascending(), 0, booleans(columns.get(ASCENDING)), i * count, count);
        }
        return columns;
    }

    /**
     * Reads the records that agree with the table's chunk index.
     *
     * @param target gets them by the numbers of their chunks
     */
    static void read(BattdatFile file, TableInfo records, TableInfo table, int columns, Map<Long, Zone> target)
            throws IOException {
        List<Integer> members =
                IntStream.range(0, records.layout().members().size()).boxed().toList();
        boolean tellsOrder = members.size() > ASCENDING;
        try (TableReader reader = new TableReader(file.input(), records, members, 0, records.rowCount())) {
            while (reader.next()) {
                for (int i = 0; i < reader.rowCount(); i++) {
                    long firstRow = longs(reader.column(FIRST_ROW))[i];
                    long chunk = firstRow / table.chunkRows();
                    long rows = longs(reader.column(ROWS))[i];
                    if (firstRow == chunk * table.chunkRows()
                            && rows == Math.min(table.chunkRows(), table.rowCount() - firstRow)
                            && isStored(table, chunk, reader, i)) {
                        target.put(chunk, zone(reader, i, (int) rows, columns, tellsOrder));
                    }
                }
            }
        }
    }

    private static boolean isStored(TableInfo table, long chunk, TableReader reader, int record) {
        int i = table.chunks().firstFrom(chunk);
        return i < table.chunks().size()
                && table.chunks().number(i) == chunk
                && table.chunks().address(i) == longs(reader.column(ADDRESS))[record]
                && table.chunks().storedBytes(i) == longs(reader.column(STORED_BYTES))[record]
                && table.chunks().filterMask(i) == 0;
    }

    private static Zone zone(TableReader reader, int record, int rows, int columns, boolean tellsOrder) {
        int from = record * columns;
        int to = from + columns;
        return new Zone(
                rows,
                longs(reader.column(TAIL))[record],
                Arrays.copyOfRange(longs(elements(reader.column(MINIMUMS))), from, to),
                Arrays.copyOfRange(longs(elements(reader.column(MAXIMUMS))), from, to),
                Arrays.copyOfRange(booleans(reader.column(HOLDS_NAN)), from, to),
                tellsOrder ? Arrays.copyOfRange(booleans(reader.column(ASCENDING)), from, to) : new boolean[columns]);
    }

    private static Column elements(Column column) {
        return ((ArrayColumn) column).elements();
    }

    private static boolean[] booleans(Column column) {
        return ((BooleanColumn) elements(column)).values();
    }

    private static long[] longs(Column column) {
        return ((LongColumn) column).values();
    }
}

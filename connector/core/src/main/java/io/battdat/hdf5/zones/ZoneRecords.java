package io.battdat.hdf5.zones;

import io.battdat.column.ArrayColumn;
import io.battdat.column.BooleanColumn;
import io.battdat.column.Column;
import io.battdat.column.LongColumn;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.ElementType.NumberFormat;
import io.battdat.hdf5.FilterSpec;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.RecordLayout;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The records of a stored {@link ZoneMap}, whose Javadoc gives the format: one for each chunk. */
public final class ZoneRecords {
    private static final ElementType INT64 = new ElementType.Number(NumberFormat.INT64, false);
    private static final ElementType UINT64 = new ElementType.Number(NumberFormat.UINT64, false);
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

    /** The row of a record, for a table with that many numeric columns, of which there must be one. */
    public static RecordLayout layout(int columns) {
        List<Member> members = new ArrayList<>(firstLayout(columns).members());
        add(members, "ascending", new ElementType.Array(new ElementType.Bool(), List.of(columns)));
        return new RecordLayout(end(members), members);
    }

    /** The first format, which ended before {@code ascending}. */
    private static RecordLayout firstLayout(int columns) {
        List<Member> members = new ArrayList<>();
        add(members, "first_row", INT64);
        add(members, "rows", INT64);
        add(members, "address", UINT64);
        add(members, "stored_bytes", UINT64);
        add(members, "tail_crc32", new ElementType.Number(NumberFormat.UINT32, false));
        add(members, "minimums", new ElementType.Array(UINT64, List.of(columns)));
        add(members, "maximums", new ElementType.Array(UINT64, List.of(columns)));
        add(members, "holds_nan", new ElementType.Array(new ElementType.Bool(), List.of(columns)));
        return new RecordLayout(end(members), members);
    }

    private static void add(List<Member> members, String name, ElementType type) {
        members.add(new Member(name, end(members), type));
    }

    private static int end(List<Member> members) {
        if (members.isEmpty()) {
            return 0;
        }
        Member last = members.get(members.size() - 1);
        return last.offset() + last.type().bytes();
    }

    /** Whether records are of that format, or of the first one. */
    static boolean isKnown(RecordLayout layout, int columns) {
        return layout.equals(layout(columns)) || layout.equals(firstLayout(columns));
    }

    /**
     * The zone of a stored chunk.
     *
     * @param firstRow of the chunk, in the table
     * @param address in bytes from the start of the file
     */
    public record StoredZone(long firstRow, long address, long storedBytes, Zone zone) {}

    /** Records as columns, in the order of {@link #layout}. */
    public static List<Column> columns(RecordLayout layout, List<StoredZone> chunks) {
        List<Column> columns = layout.members().stream()
                .map(member -> Column.create(member.type().columnType().orElseThrow(), chunks.size()))
                .toList();
        for (int i = 0; i < chunks.size(); i++) {
            StoredZone chunk = chunks.get(i);
            Zone zone = chunk.zone();
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

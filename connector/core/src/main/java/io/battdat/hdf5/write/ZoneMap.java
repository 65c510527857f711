package io.battdat.hdf5.write;

import io.battdat.BattdatException;
import io.battdat.column.ArrayColumn;
import io.battdat.column.BooleanColumn;
import io.battdat.column.LongColumn;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ChunkIndex;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.RecordLayout;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Smallest and largest value of each numeric column in each chunk of a table, and whether it holds NaN: what a reader
 * needs to skip a chunk. Reading one needs no native library.
 *
 * <p><b>Format.</b> Beside the tables of a group stands a group {@value #GROUP}, and in it, under the table's own name, a
 * dataset of one dimension with a compound type: one record for each chunk of the table that has a zone, in any order.
 *
 * <table><caption>Members of a record, little-endian, without gaps</caption>
 * <tr><td>{@code first_row}</td><td>int64</td><td>first row of the chunk, a multiple of the rows in a chunk</td></tr>
 * <tr><td>{@code rows}</td><td>int64</td><td>rows of the chunk that the zone speaks of</td></tr>
 * <tr><td>{@code address}</td><td>uint64</td><td>where the chunk is stored, in bytes from the start of the file</td></tr>
 * <tr><td>{@code stored_bytes}</td><td>uint64</td><td>size of the chunk as stored</td></tr>
 * <tr><td>{@code minimums}, {@code maximums}</td><td>array of uint64</td><td>one value for each column that is a single
 * integer or float, in the order of the row, as 64 bits: signed integers sign-extended, unsigned ones zero-extended,
 * floats as the IEEE double of the same value. NaN is left out; of a column of nothing but NaN the minimum is infinity
 * and the maximum negative infinity. Zeros of either sign count as equal.</td></tr>
 * <tr><td>{@code holds_nan}</td><td>array of 8-bit bitfield</td><td>1 where NaN occurs</td></tr>
 * </table>
 *
 * <p><b>Who sees it.</b> PyTables hides nodes whose names begin with {@code _i_} (it keeps the index of a table's columns
 * in {@code _i_<table>}): its walks, its {@code ptdump} and with them battdat's {@code inspect_hdf} pass over the group.
 * h5py shows a group more. A table of the name {@code battdat.zones} would have this group for its index, and is refused.
 *
 * <p><b>When it is believed.</b> Each record by itself, if the table's chunk of that number has the very address and size
 * and as many rows as the record says. Chunks that Python added, filled up, rewrote or repacked fail that test; those
 * before them keep their zones. What no test of structure can tell is a value changed in place by a program that does
 * not know zone maps ({@code Table.modify_rows}) where the chunk keeps its size, as an uncompressed one does: who does
 * that removes the group.
 */
public final class ZoneMap {
    /** Name of the group of zone maps. */
    public static final String GROUP = "_i_battdat.zones";

    /** A table of this name would take {@link #GROUP} for its index. */
    static final String FORBIDDEN_TABLE = "battdat.zones";

    private final List<Member> columns;
    private final Map<Long, Zone> zones;

    private ZoneMap(List<Member> columns, Map<Long, Zone> zones) {
        this.columns = columns;
        this.zones = zones;
    }

    /** A map with the zones of the chunks by their numbers. */
    static ZoneMap of(RecordLayout layout, Map<Long, Zone> zones) {
        return new ZoneMap(ZoneScanner.numericMembers(layout), zones);
    }

    /** Path of the group of zone maps, without a leading slash. */
    static String groupPath(String prefix) {
        return BattdatFile.ROOT.equals(prefix) ? GROUP : prefix + "/" + GROUP;
    }

    /** The records of a table with that many numeric columns, of which there must be one. */
    static TableSpec recordSpec(int columns) {
        Map<String, ElementType> members = new LinkedHashMap<>();
        members.put("first_row", StorageTypes.INT64);
        members.put("rows", StorageTypes.INT64);
        members.put("address", StorageTypes.UINT64);
        members.put("stored_bytes", StorageTypes.UINT64);
        members.put("minimums", StorageTypes.array(StorageTypes.UINT64, columns));
        members.put("maximums", StorageTypes.array(StorageTypes.UINT64, columns));
        members.put("holds_nan", StorageTypes.array(StorageTypes.BOOL, columns));
        return new TableSpec(members);
    }

    /**
     * The zones that are true of a table; of none of its chunks if there is no zone map, or one that is stale or damaged.
     *
     * @param table of that file, with all of its chunks
     * @throws IOException if storage fails
     */
    public static ZoneMap read(BattdatFile file, TableInfo table) throws IOException {
        List<Member> columns = ZoneScanner.numericMembers(table.layout());
        Map<Long, Zone> zones = new HashMap<>();
        String group = groupPath(table.prefix());
        try {
            if (!columns.isEmpty() && file.hasTable(group, table.name())) {
                TableInfo records = file.table(group, table.name());
                if (records.layout().equals(recordSpec(columns.size()).layout())) {
                    readRecords(file, records, table, columns.size(), zones);
                }
            }
        } catch (BattdatException e) {
            // A table without zone maps is a table; it has only to be read in full.
            zones.clear();
        }
        return new ZoneMap(columns, zones);
    }

    private static void readRecords(
            BattdatFile file, TableInfo records, TableInfo table, int columns, Map<Long, Zone> zones)
            throws IOException {
        List<Integer> members =
                IntStream.range(0, records.layout().members().size()).boxed().toList();
        try (TableReader reader = new TableReader(file.input(), records, members, 0, records.rowCount())) {
            while (reader.next()) {
                for (int i = 0; i < reader.rowCount(); i++) {
                    long firstRow = longs(reader, 0)[i];
                    long chunk = firstRow / table.chunkRows();
                    long rows = longs(reader, 1)[i];
                    if (firstRow == chunk * table.chunkRows()
                            && rows == Math.min(table.chunkRows(), table.rowCount() - firstRow)
                            && isStoredAt(table.chunks(), chunk, longs(reader, 2)[i], longs(reader, 3)[i])) {
                        zones.put(chunk, zone(reader, i, (int) rows, columns));
                    }
                }
            }
        }
    }

    private static boolean isStoredAt(ChunkIndex chunks, long chunk, long address, long storedBytes) {
        int i = chunks.firstFrom(chunk);
        return i < chunks.size()
                && chunks.number(i) == chunk
                && chunks.address(i) == address
                && chunks.storedBytes(i) == storedBytes;
    }

    private static Zone zone(TableReader reader, int record, int rows, int columns) {
        int from = record * columns;
        int to = from + columns;
        BooleanColumn holdsNan = (BooleanColumn) ((ArrayColumn) reader.column(6)).elements();
        return new Zone(
                rows,
                Arrays.copyOfRange(elements(reader, 4), from, to),
                Arrays.copyOfRange(elements(reader, 5), from, to),
                Arrays.copyOfRange(holdsNan.values(), from, to));
    }

    private static long[] longs(TableReader reader, int member) {
        return ((LongColumn) reader.column(member)).values();
    }

    private static long[] elements(TableReader reader, int member) {
        return ((LongColumn) ((ArrayColumn) reader.column(member)).elements()).values();
    }

    /** Whether the zone of a chunk, by its number in the table, is known. */
    public boolean covers(long chunk) {
        return zones.containsKey(chunk);
    }

    /** Chunks whose zones are known. */
    public int size() {
        return zones.size();
    }

    /** Position of a column among those that have zones; empty for texts, booleans and arrays, and unknown names. */
    public OptionalInt column(String name) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(name))
                .findFirst();
    }

    /**
     * Smallest value of an integer column; the 64 bits of a uint64 are to be read as unsigned.
     *
     * @param chunk one that is {@linkplain #covers covered}
     * @param column from {@link #column}
     */
    public long minimumLong(long chunk, int column) {
        return zone(chunk).minimums()[column];
    }

    /** Largest value of an integer column. */
    public long maximumLong(long chunk, int column) {
        return zone(chunk).maximums()[column];
    }

    /** Smallest value of a float column, NaN left out; infinity if it holds nothing but NaN. */
    public double minimumDouble(long chunk, int column) {
        return Double.longBitsToDouble(zone(chunk).minimums()[column]);
    }

    /** Largest value of a float column, NaN left out; negative infinity if it holds nothing but NaN. */
    public double maximumDouble(long chunk, int column) {
        return Double.longBitsToDouble(zone(chunk).maximums()[column]);
    }

    /** Whether a float column holds NaN. */
    public boolean holdsNan(long chunk, int column) {
        return zone(chunk).holdsNan()[column];
    }

    private Zone zone(long chunk) {
        return Optional.ofNullable(zones.get(chunk))
                .orElseThrow(() -> new IllegalArgumentException("the zone of chunk " + chunk + " is not known"));
    }

    /** The zones by the numbers of their chunks. */
    Map<Long, Zone> zones() {
        return zones;
    }
}

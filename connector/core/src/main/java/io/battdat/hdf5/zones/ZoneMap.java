package io.battdat.hdf5.zones;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.predicate.ColumnRanges;
import io.battdat.predicate.TableZones;
import io.battdat.predicate.ValueRange;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Smallest and largest value of each numeric column in each chunk of a table, whether it holds NaN and whether its values
 * ascend: what a reader needs to skip a chunk, and to know that rows are in order. Reading one needs no native library.
 *
 * <p><b>Format.</b> Beside the tables of a group stands a group {@value #GROUP}, and in it, under the table's own name, a
 * dataset of one dimension with a compound type: one record for each chunk of the table that has a zone, in any order.
 * Only deflated chunks have zones.
 *
 * <table><caption>Members of a record, little-endian, without gaps</caption>
 * <tr><td>{@code first_row}</td><td>int64</td><td>first row of the chunk, a multiple of the rows in a chunk</td></tr>
 * <tr><td>{@code rows}</td><td>int64</td><td>rows of the chunk that the zone speaks of</td></tr>
 * <tr><td>{@code address}</td><td>uint64</td><td>where the chunk is stored, in bytes from the start of the file</td></tr>
 * <tr><td>{@code stored_bytes}</td><td>uint64</td><td>size of the chunk as stored</td></tr>
 * <tr><td>{@code tail_crc32}</td><td>uint32</td><td>CRC-32 of the last 256 bytes of the chunk as stored, or of all of it
 * if it has fewer</td></tr>
 * <tr><td>{@code minimums}, {@code maximums}</td><td>array of uint64</td><td>one value for each column that is a single
 * integer or float, in the order of the row, as 64 bits: signed integers sign-extended, unsigned ones zero-extended,
 * floats as the IEEE double of the same value. NaN is left out; of a column of nothing but NaN the minimum is infinity
 * and the maximum negative infinity. Zeros of either sign count as equal.</td></tr>
 * <tr><td>{@code holds_nan}</td><td>array of 8-bit bitfield</td><td>1 where NaN occurs</td></tr>
 * <tr><td>{@code ascending}</td><td>array of 8-bit bitfield</td><td>1 where no value is smaller than the one before it in
 * the chunk, and none is NaN. The first maps end before this member and prove no order.</td></tr>
 * </table>
 *
 * <p><b>Who sees it.</b> PyTables hides nodes whose names begin with {@code _i_} (it keeps the index of a table's columns
 * in {@code _i_<table>}): its walks, its {@code ptdump} and with them battdat's {@code inspect_hdf} pass over the group.
 * h5py shows a group more. A table of the name {@code battdat.zones} would have this group for its index, and is refused.
 *
 * <p><b>When it is believed.</b> Each record by itself, if the table's chunk of that number has the very address, size
 * and end that the record says, and as many rows. Chunks that Python added, filled up, rewrote or repacked fail that test;
 * the others keep their zones. So do chunks whose values Python changed in place ({@code Table.modify_rows}, h5py's
 * {@code dataset[5:7] = ...}): where the new bytes happen to take as many as the old ones, HDF5 leaves them at their
 * address and nothing else in the file tells of the change, but a deflated chunk ends with the checksum of its rows. A
 * chunk that is not deflated has no such end: an edit changes the values and not one byte more, which nothing but reading
 * all of it would show. It has no zone, therefore. The end is read when {@link #covers} first asks for a chunk.
 */
public final class ZoneMap implements TableZones {
    /** Name of the group of zone maps. */
    public static final String GROUP = "_i_battdat.zones";

    /** A table of this name would take {@link #GROUP} for its index. */
    public static final String FORBIDDEN_TABLE = "battdat.zones";

    private final BattdatFile file;
    private final TableInfo table;
    private final List<Member> columns;
    /** Zones whose chunks are where they were. */
    private final Map<Long, Zone> recorded = new HashMap<>();
    /** Those of them whose chunks end as they did. */
    private final Map<Long, Zone> verified = new HashMap<>();

    private final ZoneTail tail = new ZoneTail();

    private ZoneMap(BattdatFile file, TableInfo table) {
        this.file = file;
        this.table = table;
        this.columns = Zone.columns(table.layout());
    }

    /**
     * The zones of a table; of none of its chunks if there is no zone map, or one that is stale or damaged.
     *
     * @param file stays open as long as {@link #covers} is asked
     * @param table of that file, with all of its chunks
     * @throws IOException if storage fails
     */
    public static ZoneMap read(BattdatFile file, TableInfo table) throws IOException {
        ZoneMap map = new ZoneMap(file, table);
        String group = ZoneRecords.groupPath(table.prefix());
        int columns = map.columns.size();
        try {
            if (columns > 0 && ZoneRecords.haveTails(table.filters()) && file.hasTable(group, table.name())) {
                TableInfo records = file.table(group, table.name());
                if (ZoneRecords.isKnown(records.layout(), columns)) {
                    ZoneRecords.read(file, records, table, columns, map.recorded);
                }
            }
        } catch (BattdatException e) {
            // A table without zone maps is a table; it has only to be read in full.
            map.recorded.clear();
        }
        return map;
    }

    /**
     * Whether the zone of a chunk is known, and true of what is stored now. Reads the end of the chunk, once.
     *
     * @param chunk its number in the table
     * @throws IOException if storage fails
     */
    public boolean covers(long chunk) throws IOException {
        Zone zone = recorded.remove(chunk);
        if (zone != null) {
            int i = table.chunks().firstFrom(chunk);
            long found = tail.of(
                    file.input(), table.chunks().address(i), table.chunks().storedBytes(i));
            if (found == zone.tail()) {
                verified.put(chunk, zone);
            }
        }
        return verified.containsKey(chunk);
    }

    @Override
    public ColumnRanges zone(long chunk) throws IOException {
        if (!covers(chunk)) {
            return ColumnRanges.UNKNOWN;
        }
        return new ColumnRanges() {
            @Override
            public Optional<ValueRange> range(List<String> path) {
                return ZoneMap.this.range(chunk, path);
            }

            @Override
            public boolean ascends(List<String> path) {
                OptionalInt found = column(path);
                return found.isPresent() && isAscending(chunk, found.getAsInt());
            }
        };
    }

    @Override
    public boolean areExact() {
        return true;
    }

    private Optional<ValueRange> range(long chunk, List<String> path) {
        OptionalInt found = column(path);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        int column = found.getAsInt();
        Zone zone = verifiedZone(chunk);
        return Optional.of(ZoneColumn.of(columns.get(column))
                .kind()
                .range(zone.minimums()[column], zone.maximums()[column], zone.holdsNan()[column]));
    }

    private OptionalInt column(List<String> path) {
        return path.size() == 1 ? column(path.get(0)) : OptionalInt.empty();
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
        return verifiedZone(chunk).minimums()[column];
    }

    /** Largest value of an integer column. */
    public long maximumLong(long chunk, int column) {
        return verifiedZone(chunk).maximums()[column];
    }

    /** Smallest value of a float column, NaN left out; infinity if it holds nothing but NaN. */
    public double minimumDouble(long chunk, int column) {
        return Double.longBitsToDouble(verifiedZone(chunk).minimums()[column]);
    }

    /** Largest value of a float column, NaN left out; negative infinity if it holds nothing but NaN. */
    public double maximumDouble(long chunk, int column) {
        return Double.longBitsToDouble(verifiedZone(chunk).maximums()[column]);
    }

    /** Whether a float column holds NaN. */
    public boolean holdsNan(long chunk, int column) {
        return verifiedZone(chunk).holdsNan()[column];
    }

    /**
     * Whether no value of the chunk is smaller than the one before it, and none is NaN. False also if the map does not
     * tell.
     */
    public boolean isAscending(long chunk, int column) {
        return verifiedZone(chunk).ascending()[column];
    }

    private Zone verifiedZone(long chunk) {
        return Optional.ofNullable(verified.get(chunk))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the zone of chunk " + chunk + " is not known; ask first whether it is covered"));
    }

    /** All zones that are covered, by the numbers of their chunks. */
    public Map<Long, Zone> zones() throws IOException {
        for (Long chunk : List.copyOf(recorded.keySet())) {
            covers(chunk);
        }
        return verified;
    }
}

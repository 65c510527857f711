package io.battdat.hdf5.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.battdat.CorruptFileException;
import io.battdat.column.Column;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.predicate.ValueRange;
import io.battdat.testing.ExpectedColumn;
import io.battdat.testing.ExpectedTable;
import io.battdat.testing.SampleFolder;
import io.battdat.testing.SoundFile;
import io.battdat.testing.TableContents;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableScanTest {
    /** Beyond that many rows a table is mostly of rows never written, and is not gone through here. */
    private static final long MOST_ROWS = 1_000_000;

    static Stream<SoundFile> files() {
        return SampleFolder.soundFiles().stream();
    }

    /** Whatever a table is stored with, each zone is what a look at all its rows gives, and Python's own for the table. */
    @ParameterizedTest
    @MethodSource("files")
    void zonesAreTrueOfTheRows(SoundFile sound) throws IOException {
        try (BattdatFile file = BattdatFile.open(sound.path())) {
            for (ExpectedTable expected : sound.tables()) {
                if (expected.isNoTable()) {
                    continue;
                }
                TableInfo table = file.table(expected.prefix(), expected.name());
                ZoneGrid grid = ZoneGrid.of(table);
                ZoneValues zones = TableScan.scan(file.input(), table, grid, 0, grid.zoneCount())
                        .values();
                if (table.rowCount() > 0 && table.rowCount() <= MOST_ROWS) {
                    checkZones(file, table, grid, zones);
                    checkTable(expected, grid, zones);
                }
            }
        }
    }

    private static void checkZones(BattdatFile file, TableInfo table, ZoneGrid grid, ZoneValues zones)
            throws IOException {
        assertThat(grid.chunksPerZone()).isEqualTo(1);
        for (int column = 0; column < grid.columns().size(); column++) {
            int member =
                    table.layout().indexOf(grid.columns().get(column).name()).orElseThrow();
            Column values =
                    TableContents.read(file.input(), table, List.of(member)).column(member);
            for (int zone = 0; zone < grid.zoneCount(); zone++) {
                int from = (int) grid.firstRow(zone);
                int to = (int) grid.firstRow(zone + 1);
                List<Object> expected =
                        IntStream.range(from, to).mapToObj(values::value).toList();
                checkZone(grid.columns().get(column), column, zone, zones, expected);
            }
        }
    }

    private static void checkZone(ZoneColumn column, int position, int zone, ZoneValues zones, List<Object> expected) {
        List<BigDecimal> numbers = expected.stream()
                        .map(value -> ((Number) value).doubleValue())
                        .anyMatch(value -> Double.isNaN(value) || Double.isInfinite(value))
                ? List.of()
                : expected.stream()
                        .map(value -> new BigDecimal(value.toString()))
                        .toList();
        boolean nan = expected.stream().anyMatch(value -> Double.isNaN(((Number) value).doubleValue()));
        assertThat(zones.holdsNan(position, zone)).as(column.name()).isEqualTo(nan);
        if (column.kind() == ZoneColumn.Kind.REAL) {
            double[] reals = expected.stream()
                    .mapToDouble(value -> ((Number) value).doubleValue())
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            boolean ascending = !nan;
            for (int i = 0; i < reals.length; i++) {
                least = Math.min(least, reals[i]);
                greatest = Math.max(greatest, reals[i]);
                ascending &= i == 0 || reals[i] >= reals[i - 1];
            }
            assertThat(Double.longBitsToDouble(zones.minimum(position, zone)) + 0.0)
                    .isEqualTo(least + 0.0);
            assertThat(Double.longBitsToDouble(zones.maximum(position, zone)) + 0.0)
                    .isEqualTo(greatest + 0.0);
            assertThat(zones.isAscending(position, zone)).as(column.name()).isEqualTo(ascending);
        } else {
            boolean unsigned = column.kind() == ZoneColumn.Kind.UNSIGNED;
            assertThat(decimal(zones.minimum(position, zone), unsigned))
                    .isEqualByComparingTo(
                            numbers.stream().min(BigDecimal::compareTo).orElseThrow());
            assertThat(decimal(zones.maximum(position, zone), unsigned))
                    .isEqualByComparingTo(
                            numbers.stream().max(BigDecimal::compareTo).orElseThrow());
            assertThat(zones.isAscending(position, zone))
                    .as(column.name())
                    .isEqualTo(numbers.stream().sorted().toList().equals(numbers));
        }
    }

    private static BigDecimal decimal(long bits, boolean unsigned) {
        return new BigDecimal(unsigned ? Long.toUnsignedString(bits) : Long.toString(bits));
    }

    private static void checkTable(ExpectedTable table, ZoneGrid grid, ZoneValues zones) {
        for (int column = 0; column < grid.columns().size(); column++) {
            ZoneColumn named = grid.columns().get(column);
            ExpectedColumn expected = table.column(named.name());
            if (!expected.hasStatistics()) {
                continue;
            }
            JsonNode minimum = expected.expected().get("min");
            JsonNode maximum = expected.expected().get("max");
            long least = named.kind().largest();
            long greatest = named.kind().smallest();
            boolean nan = false;
            for (int zone = 0; zone < grid.zoneCount(); zone++) {
                least = named.kind().smaller(least, zones.minimum(column, zone));
                greatest = named.kind().larger(greatest, zones.maximum(column, zone));
                nan |= zones.holdsNan(column, zone);
            }
            if (minimum != null && !minimum.isNull()) {
                checkEnd(named.kind(), least, minimum);
                checkEnd(named.kind(), greatest, maximum);
            }
            assertThat(nan).isEqualTo(expected.expected().path("nan_count").asLong() > 0);
        }
    }

    private static void checkEnd(ZoneColumn.Kind kind, long bits, JsonNode expected) {
        if (kind == ZoneColumn.Kind.REAL) {
            double value = expected.isTextual() ? Double.parseDouble(expected.asText()) : expected.asDouble();
            assertThat(Double.longBitsToDouble(bits) + 0.0).isEqualTo(value + 0.0);
        } else {
            assertThat(decimal(bits, kind == ZoneColumn.Kind.UNSIGNED)).isEqualByComparingTo(expected.decimalValue());
        }
    }

    /** A large table is scanned in parts, which may come back in any order. */
    @Test
    void partsOfATableMakeTheWhole() throws IOException {
        try (BattdatFile file = BattdatFile.open(SampleFolder.fixture("comp-blosc2-manychunks"))) {
            TableInfo table = file.table("/", "raw_data");
            ZoneGrid grid = ZoneGrid.of(table);
            int zones = grid.zoneCount();
            assertThat(zones).isGreaterThan(3);
            ZoneValues whole =
                    TableScan.scan(file.input(), table, grid, 0, zones).values();
            List<ZoneValues> parts = new ArrayList<>();
            for (int zone = zones - 1; zone >= 0; zone--) {
                TableInfo slice = table.withChunksOf(grid.firstRow(zone), grid.firstRow(zone + 1));
                parts.add(TableScan.scan(file.input(), slice, grid, zone, zone + 1)
                        .values());
            }
            ZoneValues joined = ZoneValues.join(grid, parts);
            for (int column = 0; column < grid.columns().size(); column++) {
                for (int zone = 0; zone < zones; zone++) {
                    assertThat(joined.minimum(column, zone)).isEqualTo(whole.minimum(column, zone));
                    assertThat(joined.maximum(column, zone)).isEqualTo(whole.maximum(column, zone));
                    assertThat(joined.isAscending(column, zone)).isEqualTo(whole.isAscending(column, zone));
                }
            }
            assertThatThrownBy(() -> ZoneValues.join(grid, parts.subList(1, parts.size())))
                    .hasMessageContaining("of " + zones + " zones " + (zones - 1) + " are there");
        }
    }

    /** More than 2^31 rows, few of which are stored: the others take no time, and their zones no room. */
    @Test
    void rowsThatWereNeverWrittenAreLookedAtOnce() throws IOException {
        try (BattdatFile file = BattdatFile.open(SampleFolder.fixture("rows-over-2g-latest"))) {
            TableInfo table = file.table("/", "raw_data");
            assertThat(table.rowCount()).isGreaterThan(Integer.MAX_VALUE);
            ZoneGrid grid = ZoneGrid.of(table);
            ZoneValues zones = TableScan.scan(file.input(), table, grid, 0, grid.zoneCount())
                    .values();
            assertThat((long) grid.zoneCount() * grid.columns().size()).isLessThanOrEqualTo(1 << 20);
            GridZones known = new GridZones(grid, zones);
            long lastChunk = table.chunkCount() - 1;
            assertThat(grid.zoneOfChunk(lastChunk)).isEqualTo(grid.zoneCount() - 1);
            String column = grid.columns().get(0).name();
            ValueRange range = known.zone(lastChunk).range(List.of(column)).orElseThrow();
            int member = table.layout().indexOf(column).orElseThrow();
            long firstRow = grid.firstRow(grid.zoneCount() - 1);
            TableContents last = TableContents.read(file.input(), table, List.of(member), firstRow, table.rowCount());
            assertThat(range.maximum().toString())
                    .isEqualTo(IntStream.range(0, last.rowCount())
                            .mapToObj(row -> ((Number) last.column(member).value(row)).longValue())
                            .max(Comparator.naturalOrder())
                            .orElseThrow()
                            .toString());
            assertThat(known.zone(lastChunk).range(List.of("none"))).isEmpty();
            assertThat(known.zone(lastChunk).ascends(List.of("none"))).isFalse();
            for (long chunk : new long[] {0, lastChunk / 2, lastChunk / 3, lastChunk}) {
                assertThat(known.zone(chunk).ascends(List.of(column)))
                        .isEqualTo(zones.isAscending(0, grid.zoneOfChunk(chunk)));
            }
            assertThat(known.zone(lastChunk).range(List.of(column, "part"))).isEmpty();
        }
    }

    @Test
    void aDamagedChunkIsReported() throws IOException {
        try (BattdatFile file = BattdatFile.open(SampleFolder.fixture("bad/fletcher32-flipped"))) {
            TableInfo table = file.table("/", "raw_data");
            ZoneGrid grid = ZoneGrid.of(table);
            assertThatThrownBy(() -> TableScan.scan(file.input(), table, grid, 0, grid.zoneCount()))
                    .isInstanceOf(CorruptFileException.class);
        }
    }
}

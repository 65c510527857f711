package io.battdat.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.battdat.column.ColumnType;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.write.WriteMode;
import io.battdat.streaming.BattdatStreams;
import io.battdat.streaming.ColumnarTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VendorReadersTest {
    private static final List<LocalFile> ARBIN = List.of(VendorFixtures.file("cell-arbin.csv"));
    private static final List<LocalFile> MACCOR =
            List.of(VendorFixtures.file("cell-maccor.002"), VendorFixtures.file("cell-maccor.001"));
    private static final List<LocalFile> HUB =
            List.of(VendorFixtures.file("cell-hub-raw.csv"), VendorFixtures.file("cell-hub-summary.csv"));
    private static final List<LocalFile> ARCHIVE =
            List.of(VendorFixtures.file("cell-ba_timeseries.csv"), VendorFixtures.file("cell-ba_cycle_data.csv"));

    static Stream<Arguments> battdatsReadings() {
        return Stream.of(
                Arguments.of("arbin", VendorFormats.ARBIN, VendorOptions.DEFAULT, ARBIN),
                Arguments.of("maccor", VendorFormats.MACCOR, VendorOptions.DEFAULT, MACCOR),
                Arguments.of("batterydata", VendorFormats.BATTERY_DATA_HUB, VendorOptions.DEFAULT, HUB),
                Arguments.of(
                        "batterydata-all",
                        VendorFormats.BATTERY_DATA_HUB,
                        VendorOptions.DEFAULT.withStoreAll(true),
                        HUB));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("battdatsReadings")
    void readsWhatBattdatReads(String name, VendorFormat format, VendorOptions options, List<LocalFile> files)
            throws IOException {
        JsonNode expected = VendorFixtures.expected().get("tables").get(name);
        List<VendorTable> tables =
                format.reader(format.group(files).get(0), options).tables();
        assertThat(tables.stream().map(VendorTable::name)).containsExactlyInAnyOrderElementsOf(expected::fieldNames);
        for (VendorTable table : tables) {
            JsonNode columns = expected.get(table.name()).get("columns");
            ReadTable read = ReadTable.of(table);
            assertThat(read.rowCount())
                    .isEqualTo(expected.get(table.name()).get("rows").asInt());
            // battdat keeps the slash, with which PyTables then fails
            assertThat(read.columns().keySet().stream().map(column -> column.replace("Energy_Wh", "Energy/Wh")))
                    .containsExactlyElementsOf(columns::fieldNames);
            for (String column : read.columns().keySet()) {
                JsonNode described = columns.get(column.replace("Energy_Wh", "Energy/Wh"));
                assertThat(read.columns().get(column).type())
                        .as(column)
                        .isEqualTo(typeOf(described.get("dtype").asText()));
                assertThat(VendorFixtures.sha256(read, column))
                        .as("%s.%s, from %s", table.name(), column, described.get("first"))
                        .isEqualTo(described.get("sha256").asText());
            }
        }
    }

    private static ColumnType typeOf(String dtype) {
        return switch (dtype) {
            case "int64" -> ColumnType.LONG;
            case "float64" -> ColumnType.DOUBLE;
            case "bool" -> ColumnType.BOOLEAN;
            case "text" -> ColumnType.TEXT;
            default -> throw new AssertionError(dtype);
        };
    }

    @Test
    void everyFileIsRecognisedAsWhatItIs() throws IOException {
        for (LocalFile file : ARBIN) {
            assertThat(VendorFormats.recognise(file)).contains(VendorFormats.ARBIN);
        }
        for (LocalFile file : MACCOR) {
            assertThat(VendorFormats.recognise(file)).contains(VendorFormats.MACCOR);
        }
        for (LocalFile file : HUB) {
            assertThat(VendorFormats.recognise(file)).contains(VendorFormats.BATTERY_DATA_HUB);
        }
        for (LocalFile file : ARCHIVE) {
            assertThat(VendorFormats.recognise(file)).contains(VendorFormats.BATTERY_ARCHIVE);
        }
        assertThat(VendorFormats.recognise(VendorFixtures.file("expected.json")))
                .isEmpty();
        assertThat(VendorFormats.named("MACCOR")).isSameAs(VendorFormats.MACCOR);
    }

    @Test
    void filesOfACellAreGroupedByDirectoryAndInOrder(@TempDir Path folder) throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        for (String name : List.of("b.010", "b.002", "a.001", "README", "b.csv", "b.1000")) {
            VendorFixtures.write(folder, name, "");
        }
        VendorFixtures.write(other, "b.001", "");
        List<CellFiles> cells = VendorFormats.MACCOR.group(LocalFile.in(folder, true));
        assertThat(cells.stream()
                        .map(cell -> cell.cell()
                                + cell.files().stream().map(SourceFile::name).toList()))
                .containsExactly("a[a.001]", "b[b.002, b.010, b.1000]", "b[b.001]");
    }

    @Test
    void maccorStatesCanBeTakenFromTheFile() throws IOException {
        ReadTable read = ReadTable.of(
                VendorFormats.MACCOR,
                VendorOptions.DEFAULT.withMaccorStates(MaccorStates.FROM_FILE),
                "raw_data",
                MACCOR);
        assertThat(read.values("state").subList(0, 4)).containsExactly("resting", "resting", "unknown", "charging");
        assertThat(read.values("state")).contains("discharging");
        assertThat(read.values("step_index").stream()
                        .map(Long.class::cast)
                        .max(Long::compare)
                        .orElseThrow())
                .isGreaterThan(10L);
        assertThat(read.values("method")).contains("constant_voltage", "pulse", "rest", "short_nonrest");
    }

    @Test
    void clockTimesAreThoseOfTheZone() throws IOException {
        ReadTable utc = ReadTable.of(VendorFormats.MACCOR, VendorOptions.DEFAULT, "raw_data", MACCOR);
        ReadTable berlin = ReadTable.of(
                VendorFormats.MACCOR,
                VendorOptions.DEFAULT.withTimeZone(ZoneId.of("Europe/Berlin")),
                "raw_data",
                MACCOR);
        double midnight = 1459382400; // 2016-03-31 00:00 UTC
        assertThat(utc.values("time").get(0)).isEqualTo(midnight);
        assertThat(berlin.values("time").get(0)).isEqualTo(midnight - 2 * 3600);
        ReadTable without =
                ReadTable.of(VendorFormats.MACCOR, VendorOptions.DEFAULT.withIgnoreTime(true), "raw_data", MACCOR);
        assertThat(without.columns()).doesNotContainKey("time").containsKey("voltage");
    }

    @Test
    void batteryArchiveIsReadWithItsConventions() throws IOException {
        ReadTable rows = ReadTable.of(VendorFormats.BATTERY_ARCHIVE, VendorOptions.DEFAULT, "raw_data", ARCHIVE);
        assertThat(rows.rowCount()).isEqualTo(60);
        assertThat(rows.columns().keySet())
                .containsExactly(
                        "cycle_number",
                        "test_time",
                        "voltage",
                        "current",
                        "time",
                        "temperature",
                        "cycle_capacity_charge",
                        "cycle_capacity_discharge");
        assertThat(rows.values("cycle_number")).containsOnly(0L);
        assertThat(rows.values("time").get(0)).isEqualTo(1283438100.0); // 2010-09-02 14:35 UTC
        assertThat(rows.values("current").get(40)).isEqualTo(1.5);

        ReadTable cycles = ReadTable.of(VendorFormats.BATTERY_ARCHIVE, VendorOptions.DEFAULT, "cycle_stats", ARCHIVE);
        assertThat(cycles.values("cycle_number")).containsExactly(0L, 1L, 2L);
        assertThat(cycles.values("capacity_charge")).containsExactly(1.291, 1.292, 1.293);
        assertThat(cycles.values("V_maximum")).containsOnly(4.2);
        assertThat(cycles.values("test_time")).containsExactly(12923.434, 25846.868, 38770.302);

        ReadTable all = ReadTable.of(
                VendorFormats.BATTERY_ARCHIVE, VendorOptions.DEFAULT.withStoreAll(true), "raw_data", ARCHIVE);
        assertThat(all.values("Environment_Temperature (C)")).containsOnly(Double.NaN);
    }

    @Test
    void severalArbinFilesGoOnWhereTheLastOneEnded() throws IOException {
        CellFiles twice = new CellFiles("cell", List.of(ARBIN.get(0), ARBIN.get(0)));
        ReadTable once = ReadTable.of(VendorFormats.ARBIN, VendorOptions.DEFAULT, "raw_data", ARBIN);
        ReadTable both = ReadTable.of(VendorFormats.ARBIN
                .reader(twice, VendorOptions.DEFAULT)
                .tables()
                .get(0));
        int rows = once.rowCount();
        assertThat(both.rowCount()).isEqualTo(2 * rows);
        assertThat(both.values("file_number").subList(rows, 2 * rows)).containsOnly(1L);
        assertThat(both.values("cycle_number").get(rows)).isEqualTo(3L);
        assertThat(both.values("test_time").get(rows))
                .isEqualTo(once.values("test_time").get(rows - 1));
        assertThat(both.values("method").subList(rows, 2 * rows)).isEqualTo(once.values("method"));
    }

    @Test
    void aCellIsWrittenAsABattdatFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cell.h5");
        VendorReader reader = VendorFormats.BATTERY_DATA_HUB.reader(
                VendorFormats.BATTERY_DATA_HUB.group(HUB).get(0), VendorOptions.DEFAULT);
        Map<String, Long> rows = BattdatConversion.write(reader, file, WriteMode.CREATE, 5);
        ReadTable raw = ReadTable.of(VendorFormats.BATTERY_DATA_HUB, VendorOptions.DEFAULT, "raw_data", HUB);
        assertThat(rows).containsEntry("raw_data", (long) raw.rowCount()).containsEntry("eis_data", 24L);
        try (BattdatFile written = BattdatFile.open(file);
                var cycles = BattdatStreams.cycles(written)) {
            assertThat(written.metadata().name()).contains("cell-hub");
            assertThat(written.table("/", "raw_data").layout().members().stream()
                            .map(member -> member.name()))
                    .containsExactlyElementsOf(raw.columns().keySet());
            assertThat(written.columnSchema("/", "eis_data").orElseThrow().column("z_imag"))
                    .isPresent();
            ColumnarTable first = cycles.next();
            assertThat(first.values("voltage")).isEqualTo(raw.values("voltage").subList(0, first.rowCount()));
        }
    }

    @Test
    void stepsLongerThanABatchAreTaggedWhole(@TempDir Path folder) throws IOException {
        int rows = 3 * ColumnBatches.BATCH_ROWS;
        StringBuilder text =
                new StringBuilder("Cycle_Index,DateTime,Current,Voltage,Internal_Resistance,Temperature\n");
        for (int row = 0; row < 2 * rows; row++) {
            boolean charge = row < rows;
            text.append("1,").append(10.0 * row).append(charge ? ",1.0," : ",0.0,");
            text.append(3 + (charge ? row * 1e-5 : 0)).append(",,25\n");
        }
        ReadTable read = ReadTable.of(
                VendorFormats.ARBIN,
                VendorOptions.DEFAULT,
                "raw_data",
                List.of(VendorFixtures.write(folder, "long.csv", text.toString())));
        assertThat(read.values("method").subList(0, rows)).containsOnly("constant_current");
        assertThat(read.values("method").subList(rows, 2 * rows)).containsOnly("rest");
        assertThat(read.values("substep_index").subList(rows, 2 * rows)).containsOnly(1L);
        assertThat(read.values("test_time").get(2 * rows - 1)).isEqualTo(10.0 * (2 * rows - 1));
        assertThat(read.values("internal_resistance")).containsOnly(Double.NaN);
    }
}

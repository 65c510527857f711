package io.battdat.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.MissingTableException;
import io.battdat.UnsupportedFormatException;
import io.battdat.convert.BattdatConversion;
import io.battdat.convert.CellFiles;
import io.battdat.convert.LocalFile;
import io.battdat.convert.VendorFormat;
import io.battdat.convert.VendorFormats;
import io.battdat.convert.VendorOptions;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.write.WriteException;
import io.battdat.hdf5.write.WriteMode;
import io.battdat.streaming.BattdatStreams;
import io.battdat.streaming.HDF5Writer;
import io.battdat.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CycleStatsTest {
    private static final Path RESOURCES = Corpus.repository().resolve("src-test-resources");
    private static final double RELATIVE = 1e-9;

    @TempDir
    Path folder;

    private static JsonNode expected() throws IOException {
        return new ObjectMapper()
                .readTree(RESOURCES.resolve("vendor/expected.json").toFile())
                .get("statistics");
    }

    static Stream<String> files() throws IOException {
        List<String> names = new ArrayList<>();
        expected().fieldNames().forEachRemaining(names::add);
        assertThat(names).hasSizeGreaterThan(10);
        return names.stream();
    }

    private Path file(String name) throws IOException {
        if (name.startsWith("corpus/")) {
            Path corpus = Corpus.find().orElse(null);
            Assumptions.assumeTrue(corpus != null, "there is no corpus here");
            return corpus.resolve(name.substring("corpus/".length()));
        }
        return switch (name) {
            case "arbin" -> convert(VendorFormats.ARBIN, "cell-arbin.csv");
            case "arbin-integrals" -> withIntegrals(convert(VendorFormats.ARBIN, "cell-arbin.csv"));
            case "maccor" -> convert(VendorFormats.MACCOR, "cell-maccor.001", "cell-maccor.002");
            default -> RESOURCES.resolve("sample-archive").resolve(name);
        };
    }

    private Path convert(VendorFormat format, String... names) throws IOException {
        List<LocalFile> files = new ArrayList<>();
        for (String name : names) {
            files.add(LocalFile.of(RESOURCES.resolve("vendor").resolve(name)));
        }
        CellFiles cell = format.group(files).get(0);
        Path file = folder.resolve(cell.cell() + ".h5");
        BattdatConversion.write(format.reader(cell, VendorOptions.DEFAULT), file, WriteMode.CREATE, 0);
        return file;
    }

    /** Adds charge and energy since the start of each cycle, as {@code StateOfCharge} does. */
    private Path withIntegrals(Path source) throws IOException {
        Path file = folder.resolve("integrals.h5");
        try (var rows = BattdatStreams.records(source);
                HDF5Writer writer = HDF5Writer.open(file)) {
            long cycle = -1;
            double time = 0;
            double current = 0;
            double power = 0;
            double charge = 0;
            double energy = 0;
            while (rows.hasNext()) {
                var row = rows.next();
                double nextTime = row.getDouble("test_time");
                double nextCurrent = row.getDouble("current");
                double nextPower = nextCurrent * row.getDouble("voltage");
                boolean first = row.getLong("cycle_number") != cycle;
                cycle = row.getLong("cycle_number");
                charge = first ? 0 : charge + (nextTime - time) * (nextCurrent + current) / 2;
                energy = first ? 0 : energy + (nextTime - time) * (nextPower + power) / 2;
                writer.writeRow(Map.of(
                        "cycle_number",
                        cycle,
                        "test_time",
                        nextTime,
                        "current",
                        nextCurrent,
                        "voltage",
                        row.getDouble("voltage"),
                        "cycled_charge",
                        charge / 3600,
                        "cycled_energy",
                        energy / 3600));
                time = nextTime;
                current = nextCurrent;
                power = nextPower;
            }
        }
        return file;
    }

    private static List<CycleSummary> summaries(Path path) throws IOException {
        List<CycleSummary> summaries = new ArrayList<>();
        try (BattdatFile file = BattdatFile.open(path)) {
            CycleStats.summarize(file, BattdatFile.ROOT, summaries::add);
        }
        return summaries;
    }

    @ParameterizedTest
    @MethodSource("files")
    void computesWhatBattdatComputes(String name) throws IOException {
        JsonNode columns = expected().get(name);
        List<CycleSummary> summaries = summaries(file(name));
        assertThat(summaries).hasSize(columns.get("cycle_number").size());
        assertThat(columns.size()).isEqualTo(8);
        for (Map.Entry<String, JsonNode> column : columns.properties()) {
            for (int i = 0; i < summaries.size(); i++) {
                JsonNode value = column.getValue().get(i);
                double found = ((Number) summaries.get(i).toRow().get(column.getKey())).doubleValue();
                if (value.isNull()) {
                    assertThat(found).as("%s of cycle %d", column.getKey(), i).isNaN();
                } else {
                    assertThat(found)
                            .as("%s of cycle %d", column.getKey(), i)
                            .isCloseTo(value.asDouble(), within(Math.abs(value.asDouble()) * RELATIVE));
                }
            }
        }
    }

    @Test
    void theRestFollowsFromTheRows() {
        List<CycleSummary> summaries = new ArrayList<>();
        CycleSummarizer summarizer = new CycleSummarizer(summaries::add);
        // an hour of charge with 2 A at 4 V, one of discharge with 1 A at 3 V, and the end of a rest
        double[][] rows = {{0, 2, 4}, {1800, 2, 4}, {3600, 2, 4}, {3600, -1, 3}, {7200, -1, 3}, {7200, 0, 3.2}};
        for (double[] row : rows) {
            summarizer.add(7, row[0], row[1], row[2]);
        }
        summarizer.add(9, 9000, 0, 3.3);
        summarizer.finish();
        assertThat(summaries).hasSize(2);
        CycleSummary cycle = summaries.get(0);
        assertThat(cycle.cycleDuration()).as("the next cycle is missing").isEqualTo(7200);
        assertThat(cycle.capacityCharge()).isEqualTo(2);
        assertThat(cycle.capacityDischarge()).isEqualTo(1);
        assertThat(cycle.coulombEfficiency()).isEqualTo(50);
        assertThat(cycle.energyEfficiency()).isEqualTo(3 / 8.0);
        assertThat(cycle.chargeVoltage()).isEqualTo(4);
        assertThat(cycle.dischargeVoltage()).isEqualTo(3);
        assertThat(cycle.chargeCurrent()).isEqualTo(2);
        assertThat(cycle.dischargeCurrent()).isEqualTo(-1);
        assertThat(cycle.highestVoltage()).isEqualTo(4);
        assertThat(cycle.lowestVoltage()).isEqualTo(3);
        assertThat(summaries.get(1).capacityCharge()).as("a cycle of one row").isNaN();
        assertThat(summaries.get(1).coulombEfficiency()).isNaN();
        assertThat(summaries.get(1).cycleDuration()).isZero();
    }

    @Test
    void theTableIsAddedToAFileOnce() throws IOException {
        Path file = convert(VendorFormats.ARBIN, "cell-arbin.csv");
        assertThat(CycleStats.addTo(file, BattdatFile.ROOT, 5)).isEqualTo(3);
        try (var cycles = BattdatStreams.cycles(file).tables("raw_data", "cycle_stats")) {
            assertThat(cycles.next().get("cycle_stats").doubles("capacity_discharge")[0])
                    .isEqualTo(summaries(file).get(0).capacityDischarge());
        }
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> CycleStats.addTo(file, BattdatFile.ROOT, 5))
                .isInstanceOf(WriteException.class)
                .hasMessageContaining("has a table cycle_stats already");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void whatCannotBeSummarisedIsNamed() throws IOException {
        Path file = folder.resolve("falling.h5");
        try (HDF5Writer writer = HDF5Writer.open(file)) {
            writer.writeColumns(Map.of(
                    "cycle_number", new long[] {0, 1, 0},
                    "test_time", new double[] {0, 1, 2},
                    "current", new double[3],
                    "voltage", new double[3]));
        }
        assertThatThrownBy(() -> summaries(file))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("falling.h5: table raw_data, row 2: cycle 0 comes after cycle 1. Sort");
        Path narrow = folder.resolve("narrow.h5");
        try (HDF5Writer writer = HDF5Writer.open(narrow)) {
            writer.writeColumns(Map.of("cycle_number", new long[1], "test_time", new double[1]));
        }
        assertThatThrownBy(() -> summaries(narrow))
                .isInstanceOf(MissingTableException.class)
                .hasMessageContaining("current");
    }
}

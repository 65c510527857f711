package io.battdat.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.UnsupportedFormatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.write.WriteMode;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.streaming.HDF5Writer;
import io.battdat.testing.Corpus;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatteryArchiveWriterTest {
    /** As the expected files were written. */
    private static final int ROWS_PER_FILE = 250;

    @TempDir
    Path folder;

    private static Path export(Path file, Path directory, ZoneId zone) throws IOException {
        Files.createDirectories(directory);
        try (BattdatFile opened = BattdatFile.open(file)) {
            new BatteryArchiveWriter(zone, ROWS_PER_FILE)
                    .export(opened, BattdatFile.ROOT, ExportTarget.directory(directory));
        }
        return directory;
    }

    private Path cell(String name) throws Exception {
        Path file = folder.resolve("cell.h5");
        if (name.equals("maccor")) {
            CellFiles cell = VendorFormats.MACCOR
                    .group(List.of(VendorFixtures.file("cell-maccor.001"), VendorFixtures.file("cell-maccor.002")))
                    .get(0);
            BattdatConversion.write(
                    VendorFormats.MACCOR.reader(cell, VendorOptions.DEFAULT), file, WriteMode.CREATE, 0);
        } else {
            Files.copy(
                    Corpus.repository()
                            .resolve("src-test-resources/sample-archive")
                            .resolve(name),
                    file);
            BatteryMetadata metadata;
            try (BattdatFile opened = BattdatFile.open(file)) {
                metadata = opened.metadata();
            }
            try (HDF5Writer writer = HDF5Writer.open(file)
                    .table("other")
                    .metadata(metadata.toBuilder().name("cell, A4").build())) {
                writer.writeRow(Map.of("x", 1));
            }
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"maccor", "cell-A4.h5"})
    void writesTheBytesThatBattdatWrites(String name) throws Exception {
        JsonNode expected = VendorFixtures.expected().get("batteryarchive").get(name);
        Path exported = export(cell(name), folder.resolve("export"), ZoneOffset.UTC);
        try (var files = Files.list(exported)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(expected::fieldNames);
        }
        for (var file : expected.properties()) {
            byte[] bytes = Files.readAllBytes(exported.resolve(file.getKey()));
            if (file.getKey().equals("metadata.json")) {
                assertThat(new ObjectMapper().readTree(bytes)).isEqualTo(file.getValue());
            } else {
                assertThat(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                        .as(file.getKey())
                        .isEqualTo(file.getValue().asText());
            }
        }
    }

    @Test
    void timesAreThoseOfTheZoneAndGapsAreEmpty() throws IOException {
        Path file = folder.resolve("times.h5");
        try (HDF5Writer writer = HDF5Writer.open(file)) {
            writer.writeColumns(Map.of(
                    "time", new double[] {1719792000.25, Double.NaN},
                    "voltage", new float[] {3.3f, Float.NaN},
                    "cycle_number", new int[] {0, 1}));
        }
        Path exported = export(file, folder.resolve("export"), ZoneId.of("Europe/Berlin"));
        assertThat(exported.resolve("cycle-timeseries-0.csv"))
                .hasContent("v,date_time,cycle_index,cell_id\n3.3,07/01/2024 02:00:00.250000,1,times\n,,2,times\n");
        assertThatThrownBy(() -> export(file, exported, ZoneOffset.UTC)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void aColumnWithoutNumbersIsNamed() throws IOException {
        Path file = folder.resolve("texts.h5");
        try (HDF5Writer writer = HDF5Writer.open(file)) {
            writer.writeRow(Map.of("voltage", "high"));
        }
        assertThatThrownBy(() -> export(file, folder.resolve("export"), ZoneOffset.UTC))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("table raw_data, column voltage: numbers are written as v");
    }

    /** As Python's repr. */
    @ParameterizedTest
    @CsvSource({
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "0.000123456, 0.000123456",
        "-1.5e-7, -1.5e-07",
        "1e15, 1000000000000000.0",
        "123456789012345680, 1.2345678901234568e+17",
        "1e16, 1e+16",
        "12345678.9, 12345678.9",
        "1e7, 10000000.0",
        "0.002, 0.002",
        "2e-3, 0.002",
        "2.0000000000000004, 2.0000000000000004",
        "1e-300, 1e-300",
        "-0.0, -0.0",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "100.0, 100.0",
        "2e23, 2e+23"
    })
    void numbersAreWrittenAsPythonWritesThem(double value, String text) {
        StringBuilder written = new StringBuilder();
        DecimalText.append(value, written);
        assertThat(written).hasToString(text);
    }
}

package io.battdat.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.column.ColumnType;
import io.battdat.testing.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vendors' files of the reference corpus become what battdat made of them, to the last bit. */
class VendorCorpusTest {
    record Case(String expected, VendorFormat format, VendorOptions options, List<String> files) {
        @Override
        public String toString() {
            return expected;
        }
    }

    static Stream<Case> cases() {
        List<String> p492 = List.of("p492-13-raw.csv", "p492-13-summary.csv");
        return Stream.of(
                new Case("arbin_example", VendorFormats.ARBIN, VendorOptions.DEFAULT, List.of("arbin_example.csv")),
                new Case("cell-9", VendorFormats.MACCOR, VendorOptions.DEFAULT, List.of("cell-9.001", "cell-9.002")),
                new Case("p492-13", VendorFormats.BATTERY_DATA_HUB, VendorOptions.DEFAULT, p492),
                new Case(
                        "p492-13-all", VendorFormats.BATTERY_DATA_HUB, VendorOptions.DEFAULT.withStoreAll(true), p492));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsWhatBattdatReads(Case vendor) throws Exception {
        Path corpus = Corpus.find().orElse(null);
        Assumptions.assumeTrue(corpus != null, "there is no corpus here");
        List<SourceFile> files = new ArrayList<>();
        for (String file : vendor.files) {
            files.add(LocalFile.of(corpus.resolve("vendor").resolve(file)));
            assertThat(VendorFormats.recognise(files.get(files.size() - 1))).contains(vendor.format);
        }
        JsonNode expected = new ObjectMapper()
                .readTree(corpus.resolve("expected")
                        .resolve(vendor.expected + ".json")
                        .toFile());

        List<CellFiles> cells = vendor.format.group(files);
        assertThat(cells).hasSize(1);
        VendorReader reader = vendor.format.reader(cells.get(0), vendor.options);
        assertThat(reader.metadata().name())
                .contains(expected.get("metadata").get("name").asText());
        List<VendorTable> tables = reader.tables();
        assertThat(tables.stream().map(VendorTable::name))
                .containsExactlyInAnyOrderElementsOf(
                        () -> expected.get("tables").fieldNames());
        for (VendorTable table : tables) {
            compare(table, expected.get("tables").get(table.name()));
        }
    }

    private static void compare(VendorTable table, JsonNode expected) throws IOException {
        ReadTable read = ReadTable.of(table);
        assertThat(read.rowCount()).isEqualTo(expected.get("nrows").asInt());
        assertThat(table.columns().keySet())
                .containsExactlyElementsOf(expected.get("columns").findValuesAsText("name"));
        for (JsonNode column : expected.get("columns")) {
            String name = column.get("name").asText();
            boolean text = read.columns().get(name).type().equals(ColumnType.TEXT);
            assertThat(VendorFixtures.sha256(read, name))
                    .as("%s.%s of %s", table.name(), name, column.get("dtype"))
                    .isEqualTo(column.get(text ? "sha256_text" : "sha256").asText());
        }
    }
}

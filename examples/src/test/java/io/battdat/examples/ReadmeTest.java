package io.battdat.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.BattdatFile;
import io.battdat.streaming.BattdatStreams;
import io.battdat.streaming.ColumnarTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README's Java code is what {@link StreamCycles}, {@link SimulateCell} and {@link ReadVendorFiles} run. */
class ReadmeTest {
    private static final Path REPOSITORY = Path.of(System.getProperty("battdat.repository", ".."));

    private static List<String> trimmed(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void javaCodeOfTheReadmeIsThatOfTheExamples() throws IOException {
        String readme = Files.readString(REPOSITORY.resolve("README.md"));

        List<String> blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(blocks).hasSize(3);
        assertThat(trimmed(source("StreamCycles"))).containsSequence(trimmed(blocks.get(0)));
        assertThat(trimmed(source("SimulateCell"))).containsSequence(trimmed(blocks.get(1)));
        assertThat(trimmed(source("ReadVendorFiles"))).containsSequence(trimmed(blocks.get(2)));
    }

    private static String source(String example) throws IOException {
        return Files.readString(REPOSITORY.resolve("examples/src/main/java/io/battdat/examples/" + example + ".java"));
    }

    @Test
    void theSimulatedCellIsReadBack(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("simulated.h5");

        assertThat(Printed.by(() -> SimulateCell.main(new String[] {file.toString(), "40"})))
                .isEqualToNormalizingNewlines("wrote 40000 rows of 40 cycles to " + file + "\n");

        try (var cycles = BattdatStreams.cycles(file).tables("raw_data", "cycle_stats")) {
            Map<String, ColumnarTable> first = cycles.next();
            assertThat(first.get("raw_data").rowCount()).isEqualTo(1000);
            assertThat(first.get("raw_data").doubles("voltage")[0]).isEqualTo(4.2);
            assertThat(first.get("cycle_stats").doubles("capacity_discharge")).containsExactly(1.0);
        }
        try (BattdatFile opened = BattdatFile.open(file)) {
            assertThat(opened.metadata().name()).contains("simulated-1");
            assertThat(opened.columnSchema("/", "raw_data")
                            .orElseThrow()
                            .column("voltage")
                            .orElseThrow()
                            .units())
                    .contains("V");
        }
    }

    @Test
    void vendorFilesBecomeAnArchive(@TempDir Path archive) throws Exception {
        String exports = REPOSITORY.resolve("src-test-resources/vendor").toString();

        assertThat(Printed.by(() -> ReadVendorFiles.main(new String[] {exports, archive.toString()}))
                        .lines())
                .containsExactly(
                        "cell-maccor: {raw_data=633}",
                        "cycles: 3",
                        "highest voltage: 3.80007741 V",
                        "written to " + archive);

        try (var cycles =
                BattdatStreams.cycles(archive.resolve("cell-maccor.h5")).tables("raw_data", "cycle_stats")) {
            assertThat(cycles.next().get("cycle_stats").doubles("capacity_charge")[0])
                    .isEqualTo(0.43741223254835043);
        }
        assertThat(archive.resolve("cell-maccor"))
                .isDirectoryContaining("glob:**/cycle-timeseries-0.csv")
                .isDirectoryContaining("glob:**/cycle-stats.csv")
                .isDirectoryContaining("glob:**/metadata.json");
    }

    @Test
    void theExampleReportsTheSampleArchive() throws Exception {
        String archive = REPOSITORY.resolve("src-test-resources/sample-archive").toString();

        assertThat(Printed.by(() -> StreamCycles.main(new String[] {archive})).lines())
                .containsExactly(
                        "highest voltage: 4.200286865234375 V",
                        "cycle 0: 291 rows, from 2.7999114990234375 V",
                        "cell_2: 300 rows, 4.715049961090087 A-hr",
                        "cell-A1 has [cycle_stats, raw_data], voltage in V");
    }
}

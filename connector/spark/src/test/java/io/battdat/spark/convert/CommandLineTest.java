package io.battdat.spark.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.DirectoryContents;
import io.battdat.spark.testing.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code battdat-convert} as it is called. */
@ExtendWith(SharedSpark.class)
class CommandLineTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private int run(String... arguments) {
        out.reset();
        messages.reset();
        return BattdatConvert.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(messages, true, StandardCharsets.UTF_8),
                arguments);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String messages() {
        return messages.toString(StandardCharsets.UTF_8);
    }

    @Test
    @Tag("every-spark")
    void theReportSaysWhatBecameOfEachFile(SparkSession spark) throws IOException {
        Path source = directory.resolve("source");
        Archives.copy(Archives.sample().resolve("cell-A1.h5"), source.resolve("cell-A1.h5"));
        Archives.copy(Archives.sample().resolve("pack-B.h5"), source.resolve("below/pack-B.h5"));
        Files.writeString(source.resolve("broken.h5"), "no HDF5");
        SortedMap<String, String> before = DirectoryContents.of(source);
        Path target = directory.resolve("target");
        Path report = directory.resolve("report.jsonl");
        int status =
                run("--from", source.toString(), "--to=" + target, "--report", report.toString(), "--progress", "bar");

        assertThat(status).isEqualTo(BattdatConvert.SOME_QUARANTINED);
        assertThat(messages())
                .contains("3 of 3 files", "rows/s", "1 quarantined", "battdat-convert: 2 converted")
                .containsPattern("broken.h5.*");
        assertThat(DirectoryContents.of(source)).isEqualTo(before);
        assertThat(Files.readAllLines(report))
                .isEqualTo(Files.readAllLines(target.resolve("_battdat-convert/report.jsonl")));

        List<JsonNode> lines = parsed(Files.readAllLines(report));
        assertThat(lines).hasSize(3);
        JsonNode cell = lineOf(lines, "cell-A1.h5");
        assertThat(cell.get("status").asText()).isEqualTo("converted");
        assertThat(cell.get("sources").get(0).get("bytes").asLong())
                .isEqualTo(Files.size(source.resolve("cell-A1.h5")));
        assertThat(cell.get("targets").get(0).get("path").asText()).isEqualTo("cell-A1.h5");
        assertThat(cell.get("targets").get(0).get("bytes").asLong())
                .isEqualTo(Files.size(target.resolve("cell-A1.h5")));
        long rows = cell.get("tables").get("raw_data").get("rows").asLong()
                + cell.get("tables").get("cycle_stats").get("rows").asLong();
        assertThat(cell.get("rowsIn").asLong()).isEqualTo(rows).isPositive();
        assertThat(cell.get("rowsOut").asLong()).isEqualTo(rows);
        assertThat(cell.get("checks").asText()).isEqualTo("rows-and-checksums-equal");
        assertThat(cell.get("seconds").asDouble()).isPositive();
        assertThat(cell.get("tables")
                        .get("raw_data")
                        .get("checksums")
                        .get("voltage")
                        .asText())
                .matches("[0-9a-f]{8}");
        assertThat(lineOf(lines, "pack-B.h5").get("tables").has("cell_2/raw_data"))
                .isTrue();
        JsonNode broken = lineOf(lines, "broken.h5");
        assertThat(broken.get("status").asText()).isEqualTo("quarantined");
        assertThat(broken.get("reason").asText()).contains("broken.h5");
        assertThat(parsed(Files.readAllLines(target.resolve("_battdat-convert/quarantine.jsonl"))))
                .containsExactly(broken);
    }

    @Test
    void aDryRunTouchesNothing(SparkSession spark) throws IOException {
        Path target = directory.resolve("target");
        int status = run("--from", Archives.sample().toString(), "--to", target.toString(), "--dry-run");
        assertThat(status).isEqualTo(BattdatConvert.CONVERTED);
        assertThat(target).doesNotExist();
        List<JsonNode> planned = parsed(printed().lines().toList());
        Path done = directory.resolve("done");
        run("--from", Archives.sample().toString(), "--to", done.toString());
        List<JsonNode> lines = parsed(Files.readAllLines(done.resolve("_battdat-convert/report.jsonl")));
        assertThat(planned)
                .hasSameSizeAs(lines)
                .allMatch(line -> line.get("status").asText().equals("planned"));
        assertThat(planned)
                .extracting(line -> line.get("targets").get(0).get("path").asText(), line -> line.get("rowsIn")
                        .asLong())
                .containsExactlyInAnyOrderElementsOf(lines.stream()
                        .map(line -> org.assertj.core.groups.Tuple.tuple(
                                line.get("targets").get(0).get("path").asText(),
                                line.get("rowsIn").asLong()))
                        .toList());
    }

    @Test
    void withoutVerificationNothingIsCompared(SparkSession spark) throws IOException {
        Path target = directory.resolve("target");
        run("--from", Archives.sample() + "/cell-A*.h5", "--to", target.toString(), "--no-verify");
        List<JsonNode> lines = parsed(Files.readAllLines(target.resolve("_battdat-convert/report.jsonl")));
        assertThat(lines)
                .isNotEmpty()
                .allMatch(line -> line.get("checks").asText().equals("off"));
    }

    @Test
    void wrongArgumentsAreNamed(SparkSession spark) {
        assertWrong("no source was given");
        assertWrong("--form: there is no such option", "--form", "x");
        assertWrong("--to DIRECTORY: the argument is missing", "--from", "x", "--to");
        assertWrong("--layout flat: there is no such choice. Choose from same,", "--from", "x", "--layout", "flat");
        assertWrong("--complevel x: expected a whole number", "--from", "x", "--complevel", "x");
        assertWrong("complevel 12", "--from", "x", "--complevel", "12");
        assertWrong("--to is given more than once", "--from", "x", "--to", "a", "--to", "b");
        assertWrong("--resume takes no argument", "--from", "x", "--resume=yes");
        assertWrong("--progress loud", "--from", "x", "--progress", "loud");
        assertThat(run("--from", directory + "/nowhere", "--to", directory + "/target"))
                .isEqualTo(BattdatConvert.FAILED);
        assertThat(messages()).contains("nowhere does not exist");
    }

    private void assertWrong(String message, String... arguments) {
        assertThat(run(arguments)).isEqualTo(BattdatConvert.WRONG_ARGUMENTS);
        assertThat(messages()).contains(message);
    }

    @Test
    void helpListsAllOptions(SparkSession spark) {
        assertThat(run("--help")).isEqualTo(BattdatConvert.CONVERTED);
        for (ConvertOption option : ConvertOption.values()) {
            assertThat(printed()).contains("  " + option.usage() + " ");
        }
    }

    private static List<JsonNode> parsed(List<String> lines) throws IOException {
        List<JsonNode> parsed = new ArrayList<>();
        for (String line : lines) {
            parsed.add(MAPPER.readTree(line));
        }
        return parsed;
    }

    private static JsonNode lineOf(List<JsonNode> lines, String file) {
        return lines.stream()
                .filter(line -> line.get("sources").get(0).get("path").asText().endsWith("/" + file))
                .findFirst()
                .orElseThrow();
    }
}

package io.battdat.spark.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.BattdatException;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.BlockedConversion;
import io.battdat.spark.testing.ChildJvm;
import io.battdat.spark.testing.DirectoryContents;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Conversions that are cut off, and go on. */
@ExtendWith(SharedSpark.class)
@Timeout(300)
class ResumeTest {
    /** Several tasks' worth. */
    private static final int FILES = 160;

    @TempDir
    private Path directory;

    @Test
    void aKilledDriverIsFollowedByTheSameTables(SparkSession spark) throws IOException, InterruptedException {
        Path source = archive(FILES);
        Files.delete(source.resolve("cell-007.h5"));
        Archives.copy(Archives.sample().resolve("cell-A2.h5"), source.resolve("cell-007.h5"));
        DamagedCopies.flipChunkByte(source.resolve("cell-007.h5"));
        Path target = directory.resolve("target");
        Path state = target.resolve(Ledger.DIRECTORY);
        Path work = Files.createDirectories(directory.resolve("driver"));
        Path marker = work.resolve("some-are-done");
        try (ChildJvm driver = ChildJvm.start(
                BlockedConversion.class,
                work,
                List.of("-Xmx512m"),
                Map.of(),
                source.toString(),
                target.toString(),
                marker.toString())) {
            driver.awaitFile(marker);
            driver.process().destroyForcibly().waitFor();
        }
        int doneBefore = ConvertedFiles.visible(target).size();
        assertThat(doneBefore).isBetween(1, FILES - 1);
        Map<String, FileTime> noted = new TreeMap<>();
        for (String part : parts(state)) {
            for (String line : Files.readAllLines(state.resolve(part))) {
                for (JsonNode written : new ObjectMapper().readTree(line).get("targets")) {
                    String path = written.get("path").asText();
                    noted.put(path, Files.getLastModifiedTime(target.resolve(path)));
                }
            }
        }
        assertThat(noted).isNotEmpty();

        ConversionResult resumed = Conversion.of(source.toString())
                .to(target.toString())
                .resume(true)
                .run(spark);
        assertThat(resumed.skipped()).isEqualTo(noted.size());
        assertThat(resumed.reports()).hasSize(FILES);
        assertThat(resumed.quarantined()).singleElement().satisfies(report -> assertThat(report.reason())
                .contains("cell-007.h5"));
        for (Map.Entry<String, FileTime> file : noted.entrySet()) {
            assertThat(Files.getLastModifiedTime(target.resolve(file.getKey())))
                    .as(file.getKey() + " was done, and is left alone")
                    .isEqualTo(file.getValue());
        }

        Path whole = directory.resolve("whole");
        Conversion.of(source.toString()).to(whole.toString()).run(spark);
        assertThat(files(target)).hasSize(FILES - 1).isEqualTo(files(whole));
        assertThat(DirectoryContents.of(state).keySet())
                .containsExactlyInAnyOrder("", "report.jsonl", "quarantine.jsonl", "settings.json");
    }

    @Test
    void whatIsDoneIsLeftAloneAndWhatChangedIsDoneAgain(SparkSession spark) throws IOException {
        Path source = archive(4);
        Path target = directory.resolve("target");
        Conversion.of(source.toString()).to(target.toString()).run(spark);
        Files.delete(target.resolve("cell-000.h5"));
        Files.write(target.resolve("cell-001.h5"), new byte[10]);
        Files.setLastModifiedTime(source.resolve("cell-002.h5"), FileTime.fromMillis(1_000_000_000_000L));
        SortedMap<String, String> before = DirectoryContents.of(target);
        ConversionResult resumed = Conversion.of(source.toString())
                .to(target.toString())
                .resume(true)
                .run(spark);
        assertThat(resumed.skipped()).isEqualTo(1);
        for (int i = 0; i < 4; i++) {
            ConvertedFiles.assertSame(source.resolve(name(i)), target.resolve(name(i)));
        }
        assertThat(DirectoryContents.of(target)).containsEntry("cell-003.h5", before.get("cell-003.h5"));
        assertThat(resumed.reports()).hasSize(4);
    }

    @Test
    void otherSettingsAreRefused(SparkSession spark) throws IOException {
        Path source = archive(1);
        Path target = directory.resolve("target");
        Conversion.of(source.toString()).to(target.toString()).run(spark);
        SortedMap<String, String> before = DirectoryContents.of(target);
        assertThatThrownBy(() -> Conversion.of(source.toString())
                        .to(target.toString())
                        .complevel(9)
                        .resume(true)
                        .run(spark))
                .isInstanceOf(BattdatException.class)
                .hasMessageContainingAll("other settings", "\"complevel\":5", "\"complevel\":9");
        assertThatThrownBy(() ->
                        Conversion.of(source.toString()).to(target.toString()).run(spark))
                .isInstanceOf(BattdatException.class)
                .hasMessageContainingAll("not empty", "--resume", "--overwrite");
        assertThat(DirectoryContents.of(target)).isEqualTo(before);
    }

    @Test
    void whatWasNeverBegunIsNotResumed(SparkSession spark) throws IOException {
        Path archive = archive(1);
        SortedMap<String, String> before = DirectoryContents.of(archive);
        assertThatThrownBy(() -> Conversion.of(archive.toString())
                        .to(archive.toString())
                        .resume(true)
                        .run(spark))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("no conversion to resume");
        assertThat(DirectoryContents.of(archive)).isEqualTo(before);
    }

    @Test
    void overwritesFilesOfTheSameNamesOnly(SparkSession spark) throws IOException {
        Path source = archive(2);
        Path target = Files.createDirectories(directory.resolve("target"));
        Files.writeString(target.resolve("cell-000.h5"), "old");
        Files.writeString(target.resolve("notes.txt"), "kept");
        Conversion.of(source.toString()).to(target.toString()).overwrite(true).run(spark);
        ConvertedFiles.assertSame(source.resolve("cell-000.h5"), target.resolve("cell-000.h5"));
        assertThat(target.resolve("notes.txt")).hasContent("kept");
    }

    private static String name(int i) {
        return String.format("cell-%03d.h5", i);
    }

    private Path archive(int files) {
        Path source = directory.resolve("source");
        for (int i = 0; i < files; i++) {
            Archives.copy(Archives.sample().resolve("cell-A1.h5"), source.resolve(name(i)));
        }
        return source;
    }

    private static List<String> parts(Path state) {
        String[] names = state.toFile().list((parent, name) -> name.startsWith(Ledger.PART));
        return names == null ? List.of() : List.of(names);
    }

    /** Digests of the files, by name. */
    private static SortedMap<String, String> files(Path archive) {
        SortedMap<String, String> files = DirectoryContents.of(archive);
        files.keySet().removeIf(path -> !path.endsWith(".h5"));
        return files;
    }
}

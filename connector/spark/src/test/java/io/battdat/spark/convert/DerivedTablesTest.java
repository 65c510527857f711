package io.battdat.spark.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.BattdatFile.TableName;
import io.battdat.metadata.StandardSchemas;
import io.battdat.postprocess.CycleStats;
import io.battdat.postprocess.CycleSummary;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.DirectoryContents;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code cycle_stats} for cells that lack it; core compares the values with battdat's. */
@ExtendWith(SharedSpark.class)
class DerivedTablesTest {
    @TempDir
    private Path directory;

    @Test
    void addsCycleStatsToTheFilesThatAreThere(SparkSession spark) throws IOException {
        Path archive = directory.resolve("archive");
        Conversion.of(Archives.sample().toString())
                .to(archive.toString())
                .tables("raw_data")
                .run(spark);
        List<String> files = ConvertedFiles.visible(archive);
        Conversion.of(archive.toString())
                .to(archive.toString())
                .derive("cycle_stats")
                .overwrite(true)
                .run(spark);

        assertThat(ConvertedFiles.visible(archive)).isEqualTo(files);
        for (String name : files) {
            try (BattdatFile file = BattdatFile.open(archive.resolve(name))) {
                assertThat(file.tables(CycleStats.TABLE)).hasSameSizeAs(file.prefixes());
                for (String prefix : file.prefixes()) {
                    TableName table = new TableName(prefix, CycleStats.TABLE);
                    assertThat(ConvertedFiles.columns(file, table))
                            .as(name + " " + prefix)
                            .containsExactlyEntriesOf(expected(file, prefix));
                    assertThat(file.columnSchema(prefix, CycleStats.TABLE)).contains(StandardSchemas.CYCLE_STATS);
                }
            }
        }

        SortedMap<String, String> before = DirectoryContents.of(archive);
        ConversionResult resumed = Conversion.of(archive.toString())
                .to(archive.toString())
                .derive("cycle_stats")
                .resume(true)
                .run(spark);
        assertThat(resumed.skipped()).isEqualTo(files.size());
        for (String name : files) {
            assertThat(DirectoryContents.of(archive)).containsEntry(name, before.get(name));
        }
    }

    private static Map<String, List<Object>> expected(BattdatFile file, String prefix) throws IOException {
        Map<String, List<Object>> columns = new LinkedHashMap<>();
        List<CycleSummary> summaries = new ArrayList<>();
        CycleStats.summarize(file, prefix, summaries::add);
        for (CycleSummary summary : summaries) {
            summary.toRow().forEach((name, value) -> columns.computeIfAbsent(name, unused -> new ArrayList<>())
                    .add(value));
        }
        return columns;
    }

    @Test
    void aTableThatIsThereStays(SparkSession spark) throws IOException {
        Path target = directory.resolve("target");
        Conversion.of(Archives.sample() + "/cell-A1.h5")
                .to(target.toString())
                .derive("cycle_stats")
                .run(spark);
        ConvertedFiles.assertSame(Archives.sample().resolve("cell-A1.h5"), target.resolve("cell-A1.h5"));
    }

    @Test
    void whatCannotBeDerivedIsQuarantined(SparkSession spark) {
        ConversionResult result = Conversion.of(Archives.sample() + "/cell-A1.h5")
                .to(directory + "/target")
                .tables("raw_data")
                .withoutColumns("voltage")
                .derive("cycle_stats")
                .run(spark);
        assertThat(result.quarantined()).singleElement().satisfies(report -> assertThat(report.reason())
                .contains("cell-A1.h5", "raw_data", "no column voltage", "--derive"));
        assertThatThrownBy(() -> Conversion.of("x").derive("eis_data"))
                .isInstanceOf(BattdatException.class)
                .hasMessageContainingAll("eis_data", "cycle_stats");
    }

    @Test
    void inPlaceOnlyTheSameFormAndOnlyIfAskedFor(SparkSession spark) {
        Path archive = directory.resolve("archive");
        Archives.copy(Archives.sample().resolve("cell-A1.h5"), archive.resolve("cell-A1.h5"));
        SortedMap<String, String> before = DirectoryContents.of(archive);
        assertThatThrownBy(() ->
                        Conversion.of(archive.toString()).to(archive.toString()).run(spark))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("--overwrite");
        assertThatThrownBy(() -> Conversion.of(archive.toString())
                        .to(archive.toString())
                        .targetFormat(ConversionFormat.PARQUET)
                        .overwrite(true)
                        .run(spark))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("is the source, too");
        assertThat(DirectoryContents.of(archive)).isEqualTo(before);
    }
}

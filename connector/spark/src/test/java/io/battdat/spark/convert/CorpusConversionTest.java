package io.battdat.spark.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.battdat.hdf5.BattdatFile;
import io.battdat.spark.convert.FileReport.Status;
import io.battdat.spark.testing.DirectoryContents;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.testing.Corpus;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The reference corpus: every release and type in today's form, and every damaged file in quarantine. */
@ExtendWith(SharedSpark.class)
class CorpusConversionTest {
    /** Text that is not UTF-8, and floats of 80 bits. */
    private static final List<String> NOT_CONVERTED = List.of("types-latin1-text.h5", "types-longdouble-complex.h5");

    @TempDir
    private java.nio.file.Path directory;

    @Test
    void everySoundFileIsConverted(SparkSession spark) throws IOException {
        assumeTrue(Corpus.find().isPresent());
        ConversionResult result = Conversion.of(Corpus.find().orElseThrow()
                        + "/{release,type,cells,names,schema,stream,foreign,hdf5,latest}*.h5")
                .to(directory + "/today")
                .run(spark);

        assertThat(result.quarantined())
                .extracting(report -> source(report).getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(NOT_CONVERTED);
        assertThat(result.quarantined())
                .extracting(FileReport::reason)
                .allMatch(reason -> reason.matches("(?s).*(table|column).*Leave the column out.*"));
        assertThat(result.reports()).hasSizeGreaterThan(50);
        for (FileReport report : result.reports()) {
            if (report.status() == Status.CONVERTED) {
                ConvertedFiles.assertSame(
                        source(report),
                        directory
                                .resolve("today")
                                .resolve(report.targets().get(0).path()));
            }
        }
        try (BattdatFile file = BattdatFile.open(directory.resolve("today/release-v0.3.4-prefixes.h5"))) {
            assertThat(file.isOfOldRelease("cell_a", "raw_data")).isFalse();
            assertThat(file.prefixes()).contains("cell_a", "cell_b");
        }
    }

    @Test
    void damagedFilesAreQuarantinedOrRead(SparkSession spark) throws IOException {
        assumeTrue(Corpus.find().isPresent());
        java.nio.file.Path bad = Corpus.find().orElseThrow().resolve("bad");
        var before = DirectoryContents.of(bad);
        ConversionResult result =
                Conversion.of(bad.toString()).to(directory + "/today").run(spark);

        assertThat(DirectoryContents.of(bad)).isEqualTo(before);
        assertThat(result.quarantined()).hasSizeGreaterThan(100);
        assertThat(ConvertedFiles.visible(directory.resolve("today")))
                .containsExactlyInAnyOrderElementsOf(result.reports().stream()
                        .filter(report -> report.status() == Status.CONVERTED)
                        .map(report -> report.targets().get(0).path())
                        .toList());
        for (FileReport report : result.reports()) {
            if (report.status() == Status.CONVERTED) {
                ConvertedFiles.assertSame(
                        source(report),
                        directory
                                .resolve("today")
                                .resolve(report.targets().get(0).path()));
            } else {
                assertThat(report.reason())
                        .contains(source(report).getFileName().toString());
            }
        }
    }

    private static java.nio.file.Path source(FileReport report) {
        return java.nio.file.Path.of(
                new Path(report.sources().get(0).path()).toUri().getPath());
    }
}

package io.battdat.spark.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.battdat.BattdatException;
import io.battdat.convert.BattdatConversion;
import io.battdat.convert.CellFiles;
import io.battdat.convert.LocalFile;
import io.battdat.convert.VendorFormat;
import io.battdat.convert.VendorOptions;
import io.battdat.hdf5.write.WriteMode;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Vendors' files as a job: the same as cell by cell in plain Java, which core compares with battdat. */
@ExtendWith(SharedSpark.class)
class VendorConversionTest {
    private static final Map<ConversionFormat, List<String>> SAMPLES = Map.of(
            ConversionFormat.ARBIN, List.of("arbin_example.csv"),
            ConversionFormat.MACCOR, List.of("cell-9.001", "cell-9.002"),
            ConversionFormat.BATTERY_DATA_HUB, List.of("p492-13-raw.csv", "p492-13-summary.csv"),
            ConversionFormat.BATTERY_ARCHIVE,
                    List.of(
                            "CALCE_CX2-33_prism_LCO_25C_0-100_0.5-0.5C_d_cycle_data.csv",
                            "CALCE_CX2-33_prism_LCO_25C_0-100_0.5-0.5C_d_timeseries.csv"));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"ARBIN", "MACCOR", "BATTERY_DATA_HUB", "BATTERY_ARCHIVE"})
    void cellsAreTheSameAsInPlainJava(ConversionFormat format, SparkSession spark) throws IOException {
        VendorFormat vendor = format.vendor().orElseThrow();
        Path source = samples(format);
        Path target = directory.resolve("target");
        ConversionResult result = Conversion.of(source.toString())
                .sourceFormat(format)
                .to(target.toString())
                .run(spark);
        assertThat(result.quarantined()).isEmpty();
        List<CellFiles> cells = vendor.group(LocalFile.in(source, true));
        assertThat(cells).isNotEmpty();
        assertThat(result.reports()).hasSameSizeAs(cells);
        for (CellFiles cell : cells) {
            Path expected = directory.resolve("expected-" + cell.cell() + ".h5");
            BattdatConversion.write(vendor.reader(cell, VendorOptions.DEFAULT), expected, WriteMode.CREATE, 5);
            ConvertedFiles.assertSame(expected, target.resolve(cell.cell() + ".h5"));
        }
    }

    @Test
    void badFilesAreQuarantinedWithTheirLine(SparkSession spark) throws IOException {
        Path source = samples(ConversionFormat.ARBIN);
        List<String> lines = Files.readAllLines(source.resolve("arbin_example.csv"));
        lines.set(41, lines.get(41).replaceAll("[0-9.]+", "oops"));
        Files.write(source.resolve("bad.csv"), lines);
        Path target = directory.resolve("target");
        ConversionResult result = Conversion.of(source.toString())
                .sourceFormat(ConversionFormat.ARBIN)
                .to(target.toString())
                .run(spark);
        assertThat(result.quarantined()).singleElement().satisfies(report -> assertThat(report.reason())
                .contains("bad.csv, line 42"));
        assertThat(ConvertedFiles.visible(target)).containsExactly("arbin_example.h5");
    }

    @Test
    void vendorsFormatsAreNotWritten() {
        assertThatThrownBy(() -> Conversion.of("anything").targetFormat(ConversionFormat.MACCOR))
                .isInstanceOf(BattdatException.class)
                .hasMessageContainingAll("maccor", "battdat, parquet");
    }

    private Path samples(ConversionFormat format) {
        assumeTrue(Corpus.find().isPresent());
        Path corpus = Corpus.find().orElseThrow().resolve("vendor");
        Path source = directory.resolve("source");
        for (String file : SAMPLES.get(format)) {
            Archives.copy(corpus.resolve(file), source.resolve(file));
        }
        return source;
    }
}

package io.battdat.spark.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.convert.BatteryArchiveWriter;
import io.battdat.convert.ExportTarget;
import io.battdat.hdf5.BattdatFile;
import io.battdat.spark.convert.FileReport.Checks;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.DirectoryContents;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.SortedMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** CSV files for Battery Archive: the same as cell by cell in plain Java, which core compares with battdat. */
@ExtendWith(SharedSpark.class)
class BatteryArchiveTest {
    @TempDir
    private Path directory;

    @Test
    void filesAreTheSameAsInPlainJava(SparkSession spark) throws IOException {
        Path target = directory.resolve("target");
        ConversionResult result = Conversion.of(Archives.sample().toString())
                .to(target.toString())
                .targetFormat(ConversionFormat.BATTERY_ARCHIVE)
                .run(spark);
        assertThat(result.quarantined()).isEmpty();
        assertThat(result.reports()).isNotEmpty().allSatisfy(report -> {
            assertThat(report.checks()).isEqualTo(Checks.ROWS_EQUAL);
            assertThat(report.rowsOut()).isEqualTo(report.rowsIn()).isPositive();
        });
        assertExported("cell-A1.h5", "/", target.resolve("cell-A1"));
        assertExported("pack-B.h5", "cell_2", target.resolve("pack-B/cell_2"));
    }

    private void assertExported(String file, String prefix, Path cell) throws IOException {
        Path expected = Files.createDirectories(directory.resolve("expected-" + file));
        try (BattdatFile opened = BattdatFile.open(Archives.sample().resolve(file))) {
            new BatteryArchiveWriter(ZoneOffset.UTC).export(opened, prefix, ExportTarget.directory(expected));
        }
        SortedMap<String, String> contents = DirectoryContents.of(cell);
        assertThat(contents).containsKeys("cycle-timeseries-0.csv", "cycle-stats.csv", "metadata.json");
        assertThat(contents).isEqualTo(DirectoryContents.of(expected));
    }
}

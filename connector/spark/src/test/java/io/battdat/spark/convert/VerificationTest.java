package io.battdat.spark.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.BattdatFile;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.streaming.BattdatStreams;
import io.battdat.streaming.HDF5Writer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Targets are compared with their sources, bit by bit. */
@ExtendWith(SharedSpark.class)
class VerificationTest {
    private static final long[] DOUBLES = {
        0x7ff8000000000000L, 0x7ff8000000000123L, 0xfff8000000000001L, Double.doubleToLongBits(1.5), 0x8000000000000000L
    };

    @TempDir
    private Path directory;

    /** A disk that spoils what was written to it. */
    private record SpoilingTarget(ArchiveTarget next, Spoil spoil) implements ArchiveTarget {
        interface Spoil {
            void spoil(Path file) throws IOException;
        }

        @Override
        public void metadata(String prefix, BatteryMetadata metadata) throws IOException {
            next.metadata(prefix, metadata);
        }

        @Override
        public TableSink table(TableHead head) throws IOException {
            return next.table(head);
        }

        @Override
        public List<Path> finish() throws IOException {
            List<Path> files = next.finish();
            for (Path file : files) {
                spoil.spoil(file);
            }
            return files;
        }

        @Override
        public void close() throws IOException {
            next.close();
        }
    }

    /** Converts the sample's cell-A1 with nothing compressed, and spoils the target before it is looked at. */
    private FileReport spoiled(ConversionFormat format, SpoilingTarget.Spoil spoil) throws IOException {
        Path source = Archives.sample().resolve("cell-A1.h5");
        Path target = Files.createDirectories(directory.resolve("target"));
        ConversionSettings settings = Conversion.of(source.toString())
                .to(target.toString())
                .targetFormat(format)
                .complevel(0)
                .codec("uncompressed")
                .settings();
        Configuration configuration = new Configuration();
        Formats formats = new Formats(settings, configuration);
        SourceGroup group =
                new SourceGroup(List.of(new SourceFile(source.toUri().toString(), Files.size(source), 0)), "cell-A1");
        try (Workspace workspace = Workspace.open(target.toUri().toString(), configuration)) {
            UnitConverter converter = new UnitConverter(
                    formats, scratch -> new SpoilingTarget(formats.create(scratch), spoil), settings, workspace);
            FinishedUnit finished = converter.convert(new Unit("cell-A1.h5", List.of(Piece.whole(group)), 1));
            assertThat(finished.reports()).hasSize(1);
            return finished.reports().get(0);
        }
    }

    private static void flipBit(Path path, long position) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(position);
            int value = file.read();
            file.seek(position);
            file.write(value ^ 1);
        }
    }

    /** The lowest bit of the voltage in row 100. */
    private static void flipVoltage(Path path) throws IOException {
        long position;
        try (BattdatFile file = BattdatFile.open(path)) {
            var table = file.table("/", "raw_data");
            var layout = table.layout();
            int member = layout.indexOf("voltage").orElseThrow();
            position = table.chunks().address(0)
                    + 100L * layout.rowBytes()
                    + layout.members().get(member).offset();
        }
        flipBit(path, position);
    }

    private void assertQuarantined(FileReport report, String... reason) throws IOException {
        assertThat(report.status()).isEqualTo(FileReport.Status.QUARANTINED);
        assertThat(report.reason())
                .contains("cell-A1.h5", "verification failed")
                .contains(reason);
        assertThat(ConvertedFiles.visible(directory.resolve("target"))).isEmpty();
    }

    @Test
    void whatIsSoundPasses() throws IOException {
        FileReport report = spoiled(ConversionFormat.BATTDAT, file -> {});
        assertThat(report.status()).isEqualTo(FileReport.Status.CONVERTED);
        assertThat(report.checks()).isEqualTo(FileReport.Checks.EQUAL);
    }

    @Test
    void oneBitOfOneValueIsFound() throws IOException {
        assertQuarantined(
                spoiled(ConversionFormat.BATTDAT, VerificationTest::flipVoltage),
                "table raw_data",
                "other values in column voltage");
    }

    @Test
    void oneBitOfAParquetFileIsFound() throws IOException {
        assertQuarantined(
                spoiled(ConversionFormat.PARQUET, file -> {
                    if (file.endsWith("raw_data.parquet")) {
                        Files.delete(file.resolveSibling(".raw_data.parquet.crc"));
                        flipBit(file, Files.size(file) / 2);
                    }
                }),
                "table raw_data",
                "other values in column");
    }

    @Test
    void whatHadoopFindsDamagedIsQuarantined() throws IOException {
        assertQuarantined(
                spoiled(ConversionFormat.PARQUET, file -> flipBit(file, Files.size(file) / 2)),
                "what was written cannot be read: Checksum error");
    }

    @Test
    void aTargetThatCannotBeReadIsQuarantined() throws IOException {
        assertQuarantined(
                spoiled(ConversionFormat.BATTDAT, file -> Files.write(file, new byte[100])),
                "what was written cannot be read");
    }

    @Test
    void everyNaNKeepsItsBits(SparkSession spark) throws IOException {
        Path source = directory.resolve("nan.h5");
        double[] values = new double[DOUBLES.length];
        for (int row = 0; row < values.length; row++) {
            values[row] = Double.longBitsToDouble(DOUBLES[row]);
        }
        try (HDF5Writer writer = HDF5Writer.open(source)) {
            writer.writeColumns(Map.of("voltage", values));
        }
        ConversionResult result = Conversion.of(source.toString())
                .to(directory.resolve("target").toString())
                .run(spark);
        try (var cycles = BattdatStreams.records(directory.resolve("target/nan.h5"))) {
            for (long bits : DOUBLES) {
                assertThat(Double.doubleToRawLongBits(cycles.next().getDouble("voltage")))
                        .isEqualTo(bits);
            }
        }
        assertThat(checksum(result)).isEqualTo(crc(DOUBLES));
        // Parquet's writer has one NaN only, and its target is as good as it can be
        long[] oneNaN = DOUBLES.clone();
        oneNaN[1] = oneNaN[0];
        oneNaN[2] = oneNaN[0];
        ConversionResult parquet = Conversion.of(source.toString())
                .to(directory.resolve("parquet").toString())
                .targetFormat(ConversionFormat.PARQUET)
                .run(spark);
        assertThat(checksum(parquet)).isEqualTo(crc(oneNaN));
    }

    private static String checksum(ConversionResult result) {
        assertThat(result.quarantined()).isEmpty();
        return result.reports().get(0).tables().get("raw_data").checksums().get("voltage");
    }

    private static String crc(long[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        CRC32 crc = new CRC32();
        crc.update(bytes.array());
        return String.format("%08x", crc.getValue());
    }
}

package io.battdat.spark.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.BattdatFile;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.metadata.ColumnSchema;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** battdat's Parquet convention, there and back. */
@ExtendWith(SharedSpark.class)
class ParquetConversionTest {
    @TempDir
    private Path directory;

    @Test
    @Tag("every-spark")
    void thereAndBackIsTheSame(SparkSession spark) throws IOException {
        Path source = directory.resolve("source");
        for (String fixture : List.of("types-integers", "types-floats", "types-bool-text", "types-text-utf8")) {
            Archives.copyFixture(fixture, source.resolve(fixture + ".h5"));
        }
        Archives.copyFixture("types-arrays", source.resolve("below/types-arrays.h5"));
        Archives.copy(Archives.sample().resolve("cell-A1.h5"), source.resolve("cell-A1.h5"));
        Path parquet = directory.resolve("parquet");
        ConversionResult there = convert(spark, source, ConversionFormat.BATTDAT, parquet, ConversionFormat.PARQUET);
        assertThat(there.quarantined()).isEmpty();
        Path back = directory.resolve("back");
        ConversionResult again = convert(spark, parquet, ConversionFormat.PARQUET, back, ConversionFormat.BATTDAT);
        assertThat(again.quarantined()).isEmpty();
        assertThat(ConvertedFiles.visible(back)).isEqualTo(ConvertedFiles.visible(source));
        for (String name : ConvertedFiles.visible(back)) {
            ConvertedFiles.assertSame(source.resolve(name), back.resolve(name));
        }
        assertThat(again.rows()).isEqualTo(there.rows()).isPositive();
    }

    @Test
    void sparkReadsWhatBattdatWouldFind(SparkSession spark) throws IOException {
        Path parquet = directory.resolve("parquet");
        convert(spark, Archives.sample(), ConversionFormat.BATTDAT, parquet, ConversionFormat.PARQUET);
        try (BattdatFile cell = BattdatFile.open(Archives.sample().resolve("cell-A1.h5"))) {
            Map<String, String> keys = keyValues(parquet.resolve("cell-A1/raw_data.parquet"));
            assertThat(BatteryMetadata.fromJson(keys.get("battery_metadata"))).isEqualTo(cell.metadata());
            assertThat(ColumnSchema.fromJson(keys.get("table_metadata")))
                    .isEqualTo(cell.columnSchema("/", "raw_data").orElseThrow());
            assertThat(keys).containsKey("write_date");
        }
        assertThat(parquet.resolve("pack-B/cell_2/cycle_stats.parquet")).isRegularFile();
        Dataset<Row> battdat = spark.read()
                .format("battdat")
                .load(Archives.sample().resolve("cell-A1.h5").toString());
        Dataset<Row> read =
                spark.read().parquet(parquet.resolve("cell-A1/raw_data.parquet").toString());
        assertThat(read.columns()).isEqualTo(battdat.columns());
        assertThat(read.collectAsList()).isEqualTo(battdat.collectAsList());
    }

    /** The files were written by battdat's ParquetWriter, from the sample archive (make_parquet_files.py). */
    @Test
    @Tag("every-spark")
    void readsWhatBattdatWrites(SparkSession spark) throws IOException {
        Path back = directory.resolve("back");
        ConversionResult result = convert(
                spark,
                Corpus.repository().resolve("src-test-resources/parquet"),
                ConversionFormat.PARQUET,
                back,
                ConversionFormat.BATTDAT);
        assertThat(result.quarantined()).isEmpty();
        ConvertedFiles.assertSameTables(Archives.sample().resolve("cell-A1.h5"), back.resolve("cell-A1.h5"));
        // battdat leaves out what is null
        Map<String, String> keys =
                keyValues(Corpus.repository().resolve("src-test-resources/parquet/cell-A1/raw_data.parquet"));
        try (BattdatFile cell = BattdatFile.open(back.resolve("cell-A1.h5"))) {
            assertThat(cell.metadata()).isEqualTo(BatteryMetadata.fromJson(keys.get("battery_metadata")));
        }
    }

    @Test
    void readsWhatOthersWrite(SparkSession spark) throws IOException {
        Path cell = directory.resolve("parquet/cell-7");
        spark.sql("SELECT CAST(id AS DOUBLE) AS test_time, IF(id % 2 = 0, NULL, id / 3.0D) AS voltage,"
                        + " CONCAT('step ', id) AS state, ARRAY(id, id + 1) AS pair,"
                        + " TIMESTAMP '2026-01-01 00:00:00' + MAKE_INTERVAL(0, 0, 0, 0, 0, 0, id) AS time"
                        + " FROM range(20000)")
                .coalesce(1)
                .write()
                .parquet(cell.toString());
        rename(cell, "raw_data.parquet");
        ConversionResult result = convert(
                spark,
                directory.resolve("parquet"),
                ConversionFormat.PARQUET,
                directory.resolve("back"),
                ConversionFormat.BATTDAT);
        assertThat(result.quarantined()).isEmpty();
        Dataset<Row> rows = spark.read()
                .format("battdat")
                .load(directory.resolve("back/cell-7.h5").toString());
        assertThat(rows.count()).isEqualTo(20000);
        Row row = rows.where("test_time = 16385").head();
        assertThat(row.<Double>getAs("voltage")).isEqualTo(16385 / 3.0);
        assertThat(row.<String>getAs("state")).isEqualTo("step 16385");
        assertThat(row.getList(row.fieldIndex("pair"))).isEqualTo(List.of(16385L, 16386L));
        assertThat(row.<Double>getAs("time")).isEqualTo(1767225600.0 + 16385);
        assertThat(rows.where("isnan(voltage)").count()).isEqualTo(10000);
    }

    @Test
    void whatATableHasNoPlaceForIsQuarantined(SparkSession spark) throws IOException {
        List<String> columns = List.of(
                "IF(id = 5, NULL, id) AS a", "DATE '2026-01-01' AS a", "ARRAY_REPEAT(1, CAST(id + 1 AS INT)) AS a");
        List<String> reasons = List.of("column a, row 5: a null", "INT32 DATE", "row 1: a list of more than 1");
        for (int i = 0; i < columns.size(); i++) {
            Path cell = directory.resolve("parquet/cell-" + i);
            spark.sql("SELECT " + columns.get(i) + " FROM range(10)")
                    .coalesce(1)
                    .write()
                    .parquet(cell.toString());
            rename(cell, "raw_data.parquet");
        }
        Files.createDirectories(directory.resolve("parquet/cell-9"));
        Files.writeString(directory.resolve("parquet/cell-9/raw_data.parquet"), "no Parquet at all");
        ConversionResult result = convert(
                spark,
                directory.resolve("parquet"),
                ConversionFormat.PARQUET,
                directory.resolve("back"),
                ConversionFormat.BATTDAT);
        List<String> found = new ArrayList<>();
        result.quarantined().forEach(report -> found.add(report.reason()));
        assertThat(found).hasSize(4);
        for (String reason : reasons) {
            assertThat(found).anyMatch(text -> text.contains(reason));
        }
        assertThat(found).anyMatch(text -> text.contains("cell-9") && text.contains("no Parquet file"));
        assertThat(ConvertedFiles.visible(directory.resolve("back"))).isEmpty();
    }

    private static ConversionResult convert(
            SparkSession spark, Path from, ConversionFormat format, Path to, ConversionFormat target) {
        return Conversion.of(from.toString())
                .sourceFormat(format)
                .to(to.toString())
                .targetFormat(target)
                .run(spark);
    }

    /** Gives the one file that Spark wrote into a directory another name. */
    private static void rename(Path directory, String name) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.getFileName().toString().startsWith("part-")) {
                    Files.move(file, directory.resolve(name));
                } else {
                    Files.delete(file);
                }
            }
        }
    }

    private static Map<String, String> keyValues(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
            return reader.getFileMetaData().getKeyValueMetaData();
        }
    }
}

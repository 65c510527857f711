package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.Warnings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and missing files among good ones, left out on request. */
@ExtendWith(SharedSpark.class)
class IgnoredFilesTest {
    private static final long GOOD_ROWS = 90;

    @TempDir
    private Path directory;

    /** One bad file of each kind; its name, and what the warning says of it. */
    @ParameterizedTest
    @CsvSource({
        "empty, ",
        "text, HDF5",
        "truncated-96, ",
        "truncated-50-percent, ",
        "truncated-in-last-chunk, cut short",
        "deflate-flipped, zlib",
        "deflate-header, zlib",
        "fletcher32-flipped, checksum",
        "filter-unknown, 399",
        "btree-own-child, ",
        "btree-chunk-beyond, outside the file",
        "superblock-version, 77",
        "extensible-array-flipped, checksum",
        "object-header-flipped, checksum",
        "raw-data-group, group",
        "raw-data-matrix, dimension",
    })
    void goodFilesAreReadInFullAndTheBadOneIsWarnedOf(String bad, String reason, SparkSession spark) {
        for (boolean inRanges : new boolean[] {false, true}) {
            Path folder = directory.resolve(Boolean.toString(inRanges));
            Archives.copyFixture("bad/base-good", folder.resolve("a.h5"));
            Archives.copyFixture("bad/" + bad, folder.resolve("b.h5"));
            Archives.copyFixture("bad/base-good-latest", folder.resolve("c.h5"));
            split(spark, inRanges);

            try (Warnings warnings = new Warnings()) {
                List<Row> good = spark
                        .read()
                        .format("battdat")
                        .option("ignoreCorruptFiles", "true")
                        .load(folder.toString())
                        .groupBy("_metadata.file_name")
                        // the last column needs every byte plane of a chunk
                        .agg(Map.of("voltage", "count", "state", "count"))
                        .orderBy("file_name")
                        .collectAsList()
                        .stream()
                        // here, since a filter of the query would leave the bad file unopened
                        .filter(row -> !row.getString(0).equals("b.h5"))
                        .toList();

                assertThat(good.toString()).isEqualTo("[[a.h5,90,90], [c.h5,90,90]]");
                assertThat(warnings.messages())
                        .anySatisfy(
                                message -> assertThat(message).contains("b.h5").contains(reason == null ? "" : reason));
                assertThat(warnings.messages()).noneMatch(message -> message.contains("a.h5"));
            }
            assertThatThrownBy(() -> spark.read()
                            .format("battdat")
                            .load(folder.toString())
                            .collectAsList())
                    .hasStackTraceContaining("b.h5");
        }
    }

    @Test
    void rowsBeforeTheDamageAreKeptAsInSparksSources(SparkSession spark) {
        Archives.copyFixture("bad/deflate-flipped", directory.resolve("b.h5"));

        List<Row> rows = load(spark, Map.of("ignoreCorruptFiles", "true")).collectAsList();

        assertThat(rows).hasSizeLessThan((int) GOOD_ROWS);
    }

    @Test
    void nothingIsLeftToReadASchemaFrom(SparkSession spark) {
        Archives.copyFixture("bad/text", directory.resolve("b.h5"));

        assertThatThrownBy(() -> spark.read()
                        .format("battdat")
                        .option("ignoreCorruptFiles", "true")
                        .load(directory.toString()))
                .hasMessageContaining("none of the 1 files");
    }

    @Test
    void sessionSettingIsTheDefaultOfTheOption(SparkSession spark) {
        Archives.copyFixture("bad/base-good", directory.resolve("a.h5"));
        Archives.copyFixture("bad/deflate-header", directory.resolve("b.h5"));
        spark.conf().set("spark.sql.files.ignoreCorruptFiles", "true");

        assertThat(load(spark, Map.of()).where("voltage > 0").count()).isGreaterThanOrEqualTo(GOOD_ROWS);
        assertThatThrownBy(() -> load(spark, Map.of("ignoreCorruptFiles", "false"))
                        .where("voltage > 0")
                        .count())
                .hasStackTraceContaining("b.h5");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void columnOfAnotherTypeIsNoDamage(boolean inRanges, SparkSession spark) {
        Archives.copyFixture("comp-zlib-5", directory.resolve("a.h5"));
        Archives.copyFixture("cycles-text", directory.resolve("b.h5"));
        split(spark, inRanges);

        assertThatThrownBy(() -> load(spark, Map.of("ignoreCorruptFiles", "true"))
                        .select("cycle_number")
                        .collectAsList())
                .hasStackTraceContaining("cycle_number is string here, and bigint in");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fileThatVanishesIsAnErrorUnlessIgnored(boolean inRanges, SparkSession spark) throws IOException {
        Archives.copyFixture("bad/base-good", directory.resolve("a.h5"));
        Path vanishing = Archives.copyFixture("bad/base-good", directory.resolve("b.h5"));
        split(spark, inRanges);
        Dataset<Row> strict = load(spark, Map.of());
        Dataset<Row> lenient = load(spark, Map.of("ignoreMissingFiles", "true"));
        // partitions are planned now, and the file is looked for when they are read
        strict.queryExecution().toRdd().getNumPartitions();
        lenient.queryExecution().toRdd().getNumPartitions();

        Files.delete(vanishing);

        assertThatThrownBy(strict::collectAsList).rootCause().isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(strict::collectAsList)
                .hasStackTraceContaining("b.h5: the file is gone since the query was planned")
                .hasStackTraceContaining("ignoreMissingFiles=true");
        try (Warnings warnings = new Warnings()) {
            assertThat(lenient.collectAsList()).hasSize((int) GOOD_ROWS);
            assertThat(warnings.messages()).anyMatch(message -> message.contains("b.h5"));
        }
    }

    @Test
    void fileThatVanishesBeforeItIsPlannedIsIgnoredToo(SparkSession spark) throws IOException {
        Archives.copyFixture("bad/base-good", directory.resolve("a.h5"));
        Path vanishing = Archives.copyFixture("bad/base-good", directory.resolve("b.h5"));
        split(spark, true);
        Dataset<Row> rows = load(spark, Map.of("ignoreMissingFiles", "true"));

        Files.delete(vanishing);

        assertThat(rows.count()).isEqualTo(GOOD_ROWS);
    }

    @Test
    void missingPathIsLeftOutIfAsked(SparkSession spark) {
        Archives.copyFixture("bad/base-good", directory.resolve("a.h5"));
        String there = directory.resolve("a.h5").toString();
        String missing = directory.resolve("none.h5").toString();

        assertThat(spark.read()
                        .format("battdat")
                        .option("ignoreMissingFiles", "true")
                        .load(missing, there)
                        .count())
                .isEqualTo(GOOD_ROWS);
        spark.conf().set("spark.sql.files.ignoreMissingFiles", "true");
        assertThat(spark.read().format("battdat").load(there, missing).count()).isEqualTo(GOOD_ROWS);
        assertThatThrownBy(() -> spark.read()
                        .format("battdat")
                        .option("ignoreMissingFiles", "false")
                        .load(there, missing))
                .hasMessageContaining("none.h5");
    }

    /** Whether files are planned as ranges of rows, or left whole to the executors. */
    private static void split(SparkSession spark, boolean inRanges) {
        spark.conf().set("spark.sql.files.openCostInBytes", inRanges ? "1" : "4MB");
        spark.conf().set("spark.sql.files.maxPartitionBytes", inRanges ? "1KB" : "128MB");
    }

    private Dataset<Row> load(SparkSession spark, Map<String, String> options) {
        return spark.read().format("battdat").options(options).load(directory.toString());
    }
}

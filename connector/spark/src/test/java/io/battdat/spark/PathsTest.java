package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.MissingTableException;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.CountedFileSystem;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.StorageLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files a path stands for. The three files have 150, 100 and 33 rows. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class PathsTest {
    private static final long A_ROWS = 150;
    private static final long B_ROWS = 100;
    private static final long C_ROWS = 33;

    @TempDir
    private Path directory;

    @BeforeEach
    void copyFiles() {
        Archives.copyFixture("comp-zlib-5", directory.resolve("a.h5"));
        Archives.copyFixture("layout-chunked-latest", directory.resolve("b.hdf"));
        Archives.copyFixture("types-floats", directory.resolve("sub/c.h5"));
    }

    @ParameterizedTest
    @CsvSource({
        "a.h5, 150",
        "sub, 33",
        "'', 250", // sub-directories are not read
        "*.h5, 150",
        "'{a,b}.h*', 250",
        "[ab].*, 250",
        "?.h5, 150",
        "*/*.h5, 33",
        "s*, 33",
    })
    void filesDirectoriesAndGlobs(String path, long rows, SparkSession spark) {
        assertThat(read(spark, Map.of(), path).count()).isEqualTo(rows);
    }

    @Test
    void severalPathsAreReadTogether(SparkSession spark) {
        assertThat(read(spark, Map.of(), "a.h5", "sub/*").count()).isEqualTo(A_ROWS + C_ROWS);
        assertThat(read(spark, Map.of(), "a.h5", "a.h5").count()).isEqualTo(2 * A_ROWS);
        assertThat(spark.read()
                        .format("battdat")
                        .option("path", directory.resolve("a.h5").toString())
                        .load()
                        .count())
                .isEqualTo(A_ROWS);
    }

    @Test
    void pathsMayBeUris(SparkSession spark) {
        assertThat(spark.read()
                        .format("battdat")
                        .load(directory.resolve("a.h5").toUri().toString())
                        .count())
                .isEqualTo(A_ROWS);
        assertThat(spark.read()
                        .format("battdat")
                        .load(CountedFileSystem.uri(directory.resolve("*.h5")))
                        .count())
                .isEqualTo(A_ROWS);
        assertThat(StorageLog.opened()).isPositive();
    }

    @Test
    void fileNamesMayHoldWhateverTheyLike(SparkSession spark) {
        for (String name : List.of("run 1.h5", "50%.h5", "größe №2.h5", "a+b,c.h5", "x%20y.h5", "r[2].h5")) {
            Path file = Archives.copyFixture(
                    "size-one-row", directory.resolve("odd").resolve(name));

            Row row = spark.read()
                    .format("battdat")
                    .load(file.toString())
                    .select("_metadata.file_name")
                    .first();

            assertThat(row.getString(0)).isEqualTo(name);
        }
        assertThat(read(spark, Map.of(), "odd").count()).isEqualTo(6);
    }

    @Test
    void recursiveFileLookupReadsAllBelow(SparkSession spark) {
        assertThat(read(spark, Map.of("recursiveFileLookup", "true"), "").count())
                .isEqualTo(A_ROWS + B_ROWS + C_ROWS);
    }

    @Test
    void pathGlobFilterLooksAtNames(SparkSession spark) {
        assertThat(read(spark, Map.of("pathGlobFilter", "*.hdf"), "").count()).isEqualTo(B_ROWS);
        assertThat(read(spark, Map.of("pathGlobFilter", "*.h5", "recursiveFileLookup", "true"), "")
                        .count())
                .isEqualTo(A_ROWS + C_ROWS);
    }

    @Test
    void modificationTimesSelectFiles(SparkSession spark) throws IOException {
        Files.setLastModifiedTime(directory.resolve("a.h5"), FileTime.from(Instant.parse("2020-06-01T12:00:00Z")));
        Files.setLastModifiedTime(directory.resolve("b.hdf"), FileTime.from(Instant.parse("2021-06-01T12:00:00Z")));

        assertThat(read(spark, Map.of("modifiedBefore", "2021-01-01T00:00:00"), "")
                        .count())
                .isEqualTo(A_ROWS);
        assertThat(read(spark, Map.of("modifiedAfter", "2021-01-01T00:00:00"), "")
                        .count())
                .isEqualTo(B_ROWS);
        // noon UTC is nine in the evening there
        Map<String, String> tokyo = Map.of("modifiedAfter", "2021-06-01T20:59:59", "timeZone", "Asia/Tokyo");
        assertThat(read(spark, tokyo, "").count()).isEqualTo(B_ROWS);
    }

    @Test
    void hiveDirectoriesAreColumns(SparkSession spark) {
        Path lab = directory.resolve("lab");
        Archives.copyFixture("comp-zlib-5", lab.resolve("year=2024/site=north/a.h5"));
        Archives.copyFixture("comp-zlib-5", lab.resolve("year=2024/site=south/a.h5"));
        Archives.copyFixture("size-one-row", lab.resolve("year=2025/site=north/a.h5"));
        Archives.copyFixture("size-one-row", lab.resolve("year=2025/site=__HIVE_DEFAULT_PARTITION__/a.h5"));

        Dataset<Row> rows = spark.read().format("battdat").load(lab.toString());

        assertThat(rows.schema().apply("year").dataType().simpleString()).isEqualTo("int");
        assertThat(rows.groupBy("year", "site")
                        .count()
                        .orderBy("year", "site")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[2024,north,150], [2024,south,150], [2025,null,1], [2025,north,1]]");
        assertThat(rows.where("year = 2025 AND site IS NULL").count()).isEqualTo(1);
        assertThat(rows.where("site = 'south'")
                        .select("voltage", "year")
                        .where("voltage IS NOT NULL")
                        .count())
                .isEqualTo(150);
    }

    @Test
    void basePathMakesDirectoriesAboveThePathColumns(SparkSession spark) {
        Path lab = directory.resolve("lab");
        Archives.copyFixture("size-one-row", lab.resolve("year=2024/a.h5"));

        Dataset<Row> without =
                spark.read().format("battdat").load(lab.resolve("year=2024").toString());
        Dataset<Row> with = spark.read()
                .format("battdat")
                .option("basePath", lab.toString())
                .load(lab.resolve("year=2024").toString());

        assertThat(without.columns()).doesNotContain("year");
        assertThat(with.select("year").first().getInt(0)).isEqualTo(2024);
    }

    @Test
    void directoryWithoutFilesIsAnErrorUnlessASchemaIsGiven(SparkSession spark) throws IOException {
        Files.createDirectories(directory.resolve("empty"));
        Files.createFile(directory.resolve("empty/_SUCCESS"));

        assertThatThrownBy(() -> read(spark, Map.of(), "empty"))
                .isInstanceOf(MissingTableException.class)
                .hasMessageContaining("no files to read at")
                .hasMessageContaining("empty")
                .hasMessageContaining("1 hidden")
                .hasMessageContaining("give a schema");
        assertThat(spark.read()
                        .format("battdat")
                        .schema("voltage double")
                        .load(directory.resolve("empty").toString())
                        .count())
                .isZero();
    }

    @Test
    void pathThatDoesNotExistIsAnError(SparkSession spark) {
        assertThatThrownBy(() -> read(spark, Map.of(), "nowhere")).hasMessageContaining("nowhere");
        assertThatThrownBy(() -> read(spark, Map.of(), "no*where")).hasMessageContaining("no*where");
        assertThatThrownBy(() -> spark.read().format("battdat").load())
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("no path was given")
                .hasMessageContaining("load(\"/archive/*.h5\")");
    }

    @Test
    void dataFrameReadsTheFilesThatWereThereWhenItWasMade(SparkSession spark) {
        Dataset<Row> rows = read(spark, Map.of(), "");
        Archives.copyFixture("size-one-row", directory.resolve("late.h5"));

        assertThat(rows.count()).isEqualTo(A_ROWS + B_ROWS);
        assertThat(read(spark, Map.of(), "").count()).isEqualTo(A_ROWS + B_ROWS + 1);
    }

    @Test
    void sampleArchiveIsReadAsAWhole(SparkSession spark) {
        Dataset<Row> cells = spark.read()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("table", "cycle_stats")
                .load(Archives.sample().toString());

        assertThat(cells.select("cell").distinct().orderBy("cell").collectAsList())
                .extracting(row -> row.getString(0))
                .hasSize(Archives.SAMPLE_CELLS)
                .contains("cell_1", "cell_2", "cell_3");
    }

    private Dataset<Row> read(SparkSession spark, Map<String, String> options, String... names) {
        String[] paths = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            paths[i] = names[i].isEmpty() ? directory.toString() : directory + "/" + names[i];
        }
        return spark.read().format("battdat").options(options).load(paths);
    }
}

package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.GeneratedTable;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.TableFile;
import io.battdat.testing.SampleFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hidden column {@code _metadata} and {@code input_file_name()}. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class FileMetadataTest {
    @TempDir
    private Path directory;

    @Test
    void everyFieldSaysWhereARowComesFrom(SparkSession spark) throws IOException {
        Path file = Archives.copyFixture("cells-prefixes", directory.resolve("my pack.h5"));
        Instant modified = Instant.parse("2024-05-06T07:08:09Z");
        Files.setLastModifiedTime(file, FileTime.from(modified));

        Row row = load(spark, file)
                .where("_metadata.cell = 'cell_10'")
                .orderBy("test_time")
                .select("_metadata.*")
                .first();

        assertThat(row.schema().fieldNames())
                .containsExactly(
                        "file_path",
                        "file_name",
                        "file_size",
                        "file_modification_time",
                        "prefix",
                        "cell",
                        "row_index",
                        "battery");
        assertThat(row.<String>getAs("file_path")).endsWith("my pack.h5").startsWith("file:");
        assertThat(row.<String>getAs("file_name")).isEqualTo("my pack.h5");
        assertThat(row.<Long>getAs("file_size")).isEqualTo(Files.size(file));
        assertThat(row.getTimestamp(3).toInstant()).isEqualTo(modified);
        assertThat(row.<String>getAs("prefix")).isEqualTo("cell_10");
        assertThat(row.<String>getAs("cell")).isEqualTo("cell_10");
        assertThat(row.<Long>getAs("row_index")).isZero();
        assertThat(row.<String>getAs("battery")).startsWith("{").contains("\"name\":\"module\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file_path",
                "file_name",
                "file_size",
                "file_modification_time",
                "prefix",
                "cell",
                "row_index",
                "battery"
            })
    void eachFieldAloneIsWhatItIsAmongAll(String field, SparkSession spark) {
        Path file = SampleFolder.fixture("cells-root-and-prefixes");
        Dataset<Row> all = load(spark, file).selectExpr("_metadata").select("_metadata." + field);

        Dataset<Row> alone = load(spark, file).select("_metadata." + field);

        assertThat(alone.collectAsList()).hasSize(130).isEqualTo(all.collectAsList());
        assertThat(alone.where(field + " IS NULL").count()).isZero();
    }

    @Test
    void prefixOfTheRootIsASlash(SparkSession spark) {
        assertThat(load(spark, SampleFolder.fixture("cells-root-and-prefixes"))
                        .groupBy("_metadata.prefix", "_metadata.cell")
                        .count()
                        .orderBy("prefix")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[/,fixture,50], [cell_a,cell_a,40], [cell_b,cell_b,40]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"128MB", "40KB", "3KB"})
    void rowIndexIsThePositionInTheTable(String maxPartitionBytes, SparkSession spark) {
        Path file = directory.resolve("pack.h5");
        try (TableFile pack = TableFile.create(file)) {
            pack.metadata("{}")
                    .table("cell_1/raw_data", GeneratedTable.numbered(30_000, 700, 1))
                    .table("cell_2/raw_data", GeneratedTable.numbered(20_001, 900, 0));
        }
        spark.conf().set("spark.sql.files.maxPartitionBytes", maxPartitionBytes);

        Row facts = load(spark, file)
                .selectExpr("count(*)", "count_if(_metadata.row_index = row)")
                .first();

        assertThat(facts.getLong(0)).isEqualTo(50_001);
        assertThat(facts.getLong(1)).isEqualTo(50_001);
    }

    @Test
    void rowIndexIsRightAlsoWithoutColumnsOfTheTable(SparkSession spark) {
        spark.conf().set("spark.sql.files.maxPartitionBytes", "20KB");
        spark.conf().set("spark.sql.files.openCostInBytes", "1");
        Path file = TableFile.write(directory.resolve("a.h5"), GeneratedTable.numbered(20_000, 100, 0));

        Row facts = load(spark, file)
                .selectExpr(
                        "count(DISTINCT _metadata.row_index)", "min(_metadata.row_index)", "max(_metadata.row_index)")
                .first();

        assertThat(facts.getLong(0)).isEqualTo(20_000);
        assertThat(facts.getLong(1)).isZero();
        assertThat(facts.getLong(2)).isEqualTo(19_999);
    }

    @Test
    void rowsCanBeChosenByWhereTheyComeFrom(SparkSession spark) {
        Dataset<Row> rows = load(spark, SampleFolder.fixture("cells-prefixes"));

        assertThat(rows.where("_metadata.cell = 'cell_2' AND _metadata.row_index >= 70")
                        .count())
                .isEqualTo(5);
    }

    @Test
    void metadataColumnIsHidden(SparkSession spark) {
        Dataset<Row> rows = load(spark, SampleFolder.fixture("comp-zlib-5"));

        assertThat(rows.columns()).doesNotContain("_metadata");
        assertThatThrownBy(() -> rows.select("_metadata.nothing")).isInstanceOf(AnalysisException.class);
    }

    @Test
    void inputFileNameNamesTheFile(SparkSession spark) {
        Archives.copyFixture("comp-zlib-5", directory.resolve("a.h5"));
        Archives.copyFixture("types-floats", directory.resolve("b c.h5"));

        for (String maxPartitionBytes : List.of("128MB", "1KB")) {
            spark.conf().set("spark.sql.files.maxPartitionBytes", maxPartitionBytes);
            List<Row> counts = load(spark, directory)
                    .selectExpr("substring_index(input_file_name(), '/', -1) AS file", "cycle_number")
                    .groupBy("file")
                    .count()
                    .orderBy("file")
                    .collectAsList();

            // as in Spark's sources, a URI
            assertThat(counts.toString()).isEqualTo("[[a.h5,150], [b%20c.h5,33]]");
        }
    }

    private static Dataset<Row> load(SparkSession spark, Path path) {
        return spark.read().format("battdat").load(path.toString());
    }
}

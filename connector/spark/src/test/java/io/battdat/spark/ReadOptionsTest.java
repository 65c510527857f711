package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.MissingTableException;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.testing.SampleFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which table and cells are read, how they are split, and what wrong options are told. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class ReadOptionsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "cells-prefixes, cell_1, raw_data, 60",
        "cells-prefixes, /cell_1/, raw_data, 60", // slashes around it do not matter
        "cells-prefixes, cell_2, cycle_stats, 4",
        "cells-root-and-prefixes, /, raw_data, 50",
        "cells-root-and-prefixes, cell_a, raw_data, 40",
        "cells-odd-prefixes, 日本, raw_data, 34",
        "cells-odd-prefixes, cell 1, raw_data, 30",
        "names-odd-latest, '%2F', 'raw data é', 20",
        "names-odd-latest, '..', 'raw data é', 18",
    })
    void prefixAndTableChooseOneCell(String fixture, String prefix, String table, long rows, SparkSession spark) {
        Dataset<Row> cell = read(spark, Map.of("prefix", prefix, "table", table), fixture);

        assertThat(cell.count()).isEqualTo(rows);
        assertThat(cell.select("_metadata.prefix").distinct().collectAsList()).hasSize(1);
    }

    @Test
    void everyCellIsReadWithoutAPrefix(SparkSession spark) {
        assertThat(read(spark, Map.of(), "cells-prefixes").count()).isEqualTo(225);
        assertThat(read(spark, Map.of("table", "cycle_stats"), "cells-prefixes").count())
                .isEqualTo(12);
        assertThat(read(spark, Map.of(), "cells-many-dense-latest")
                        .groupBy("_metadata.cell")
                        .count()
                        .count())
                .isEqualTo(24);
    }

    @Test
    void filesWithoutTheTableAreLeftOut(SparkSession spark) {
        Archives.copyFixture("comp-zlib-5", directory.resolve("a.h5"));
        Archives.copyFixture("cells-prefixes", directory.resolve("b.h5"));

        Dataset<Row> statistics =
                spark.read().format("battdat").option("table", "cycle_stats").load(directory.toString());

        assertThat(statistics.count()).isEqualTo(12);
        assertThat(spark.read()
                        .format("battdat")
                        .option("prefix", "cell_10")
                        .load(directory.toString())
                        .count())
                .isEqualTo(90);
    }

    @Test
    void missingTableIsAnErrorThatListsThoseThereAre(SparkSession spark) {
        assertThatThrownBy(() -> read(spark, Map.of("table", "eis_data"), "cells-prefixes"))
                .isInstanceOf(MissingTableException.class)
                .hasMessageContaining("table eis_data")
                .hasMessageContaining("cells-prefixes.h5 holds cell_1/cycle_stats, cell_1/raw_data")
                .hasMessageContaining("option table");
        assertThatThrownBy(() -> read(spark, Map.of("prefix", "cell_3"), "cells-prefixes"))
                .isInstanceOf(MissingTableException.class)
                .hasMessageContaining("table raw_data under prefix cell_3")
                .hasMessageContaining("option prefix");
    }

    @Test
    void cellColumnNamesTheCell(SparkSession spark) {
        Archives.copyFixture("cells-prefixes", directory.resolve("pack.h5"));
        Archives.copyFixture("metadata-rich", directory.resolve("rich.h5"));
        Archives.copyFixture("types-time-enum", directory.resolve("skipped.h5"));

        assertThat(spark.read()
                        .format("battdat")
                        .option("cellColumn", "name of the cell")
                        .option("pathGlobFilter", "{pack,rich}.h5")
                        .load(directory.toString())
                        .groupBy("name of the cell")
                        .count()
                        .orderBy("name of the cell")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactly("[Zelle №7 🔋,30]", "[cell_1,60]", "[cell_10,90]", "[cell_2,75]");
    }

    @Test
    void fileWithoutMetadataIsNamedByItsFile(SparkSession spark) {
        Archives.copy(SampleFolder.fixture("bad/metadata-missing"), directory.resolve("cell 7.first.h5"));

        assertThat(spark.read()
                        .format("battdat")
                        .option("cellColumn", "cell")
                        .load(directory.toString())
                        .first()
                        .<String>getAs("cell"))
                .isEqualTo("cell 7.first");
    }

    @Test
    void metadataColumnIsTheStoredText(SparkSession spark) {
        Dataset<Row> rows = read(spark, Map.of("metadataColumn", "battery"), "metadata-rich");

        assertThat(rows.selectExpr(
                                "get_json_object(battery, '$.name')",
                                "get_json_object(battery, '$.rig.channel')",
                                "get_json_object(battery, '$.big_number')")
                        .distinct()
                        .collectAsList()
                        .toString())
                .isEqualTo("[[Zelle №7 🔋,12,9223372036854775808]]");
    }

    @ParameterizedTest
    @CsvSource({
        // 150 rows in chunks of 32
        "1, 5",
        "31, 5",
        "32, 5",
        "63, 4", // the last chunk has 22 rows and goes with the one before
        "64, 3",
        "100, 2",
        "150, 1",
        "9223372036854775807, 1"
    })
    void rowsPerPartitionSplitsBetweenChunks(long rows, int partitions, SparkSession spark) {
        List<Row> whole =
                read(spark, Map.of(), "comp-zlib-5").orderBy("test_time").collectAsList();

        Dataset<Row> split = read(spark, Map.of("rowsPerPartition", Long.toString(rows)), "comp-zlib-5");

        assertThat(split.rdd().getNumPartitions()).isEqualTo(partitions);
        assertThat(split.orderBy("test_time").collectAsList()).isEqualTo(whole);
    }

    @Test
    void rowsPerPartitionPacksSmallTables(SparkSession spark) {
        // 60, 75 and 90 rows in chunks of 32
        assertThat(read(spark, Map.of("rowsPerPartition", "100"), "cells-prefixes")
                        .rdd()
                        .getNumPartitions())
                .isEqualTo(3);
        Dataset<Row> together = read(spark, Map.of("rowsPerPartition", "1000"), "cells-prefixes");
        assertThat(together.rdd().getNumPartitions()).isEqualTo(1);
        assertThat(together.count()).isEqualTo(225);
    }

    static Stream<Arguments> wrongOptions() {
        return Stream.of(
                Arguments.of("rowsPerPartition", "0", "a whole number above zero"),
                Arguments.of("rowsPerPartition", "-5", "a whole number above zero"),
                Arguments.of("rowsPerPartition", "many", "a whole number above zero"),
                Arguments.of("rowsPerPartition", "1.5", "a whole number above zero"),
                Arguments.of("rowsPerPartition", "9223372036854775808", "a whole number above zero"),
                Arguments.of("ignoreCorruptFiles", "maybe", "true"),
                Arguments.of("ignoreMissingFiles", "1", "true"),
                Arguments.of("recursiveFileLookup", "yes", "true"),
                Arguments.of("modifiedAfter", "yesterday", "2024-03-31T18:00:00"),
                Arguments.of("modifiedBefore", "2024-13-01", "2024-03-31T18:00:00"),
                Arguments.of("timeZone", "Nowhere/City", "Europe/Paris"),
                Arguments.of("pathGlobFilter", "[", "glob"),
                Arguments.of("table", "cell_1/raw_data", "option prefix"),
                Arguments.of("table", "", "leave it out"),
                Arguments.of("prefix", "", "leave it out"),
                Arguments.of("cellColumn", "", "leave it out"),
                Arguments.of("metadataColumn", "", "leave it out"));
    }

    @ParameterizedTest
    @MethodSource("wrongOptions")
    void wrongOptionIsAnErrorThatSaysWhatIsRight(String option, String value, String remedy, SparkSession spark) {
        assertThatThrownBy(() -> read(spark, Map.of(option, value), "comp-zlib-5"))
                .isInstanceOf(BattdatException.class)
                .message()
                .containsIgnoringCase("option")
                .contains(option, value, remedy);
    }

    @Test
    void caseOfOptionsDoesNotMatter(SparkSession spark) {
        assertThat(read(spark, Map.of("CELLCOLUMN", "cell", "ignorecorruptfiles", "TRUE"), "comp-zlib-5")
                        .columns())
                .contains("cell");
    }

    private static Dataset<Row> read(SparkSession spark, Map<String, String> options, String fixture) {
        return spark.read()
                .format("battdat")
                .options(options)
                .load(SampleFolder.fixture(fixture).toString());
    }
}

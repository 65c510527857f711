package io.battdat.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.MissingTableException;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.testing.ExpectedTable;
import io.battdat.testing.SampleFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code splitOn=cycle}: no cycle of a cell is in two partitions, whatever numbers the cycles. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class SplitOnCycleTest {
    @TempDir
    private Path directory;

    /** Tables of several chunks: NaN, numbers that come back, fill values, cycles over many chunks, of both folders. */
    static Stream<ExpectedTable> oddTables() {
        List<String> names = List.of(
                "cycles-nan.h5",
                "cycles-not-sorted.h5",
                "btree-two-levels.h5",
                "fill-value-latest.h5",
                "types-bigendian.h5",
                "comp-zlib-manychunks.h5",
                "midsize.h5");
        return SampleFolder.soundFiles().stream()
                .filter(file -> names.contains(file.name()))
                .flatMap(file -> file.tables().stream())
                .filter(table -> table.name().equals("raw_data"))
                .filter(table -> table.expected().get("chunk_rows").asLong() < table.rowCount());
    }

    @ParameterizedTest
    @MethodSource("oddTables")
    void noCycleIsCut(ExpectedTable table, SparkSession spark) {
        spark.conf().set("spark.sql.files.openCostInBytes", "0");
        spark.conf().set("spark.sql.files.maxPartitionBytes", "1");

        Dataset<Row> byBytes = load(spark, table.file().path(), "splitOn", "cycle");
        Dataset<Row> byRows = byRows(spark, table.file().path(), "cycle");

        for (Dataset<Row> rows : List.of(byBytes, byRows)) {
            assertNoCycleIsCut(rows, table.rowCount());
            int runs = table.cycles().size();
            assertThat(rows.rdd().getNumPartitions()).isBetween(Math.min(2, runs), runs);
        }
    }

    @Test
    void withoutTheOptionCyclesAreCut(SparkSession spark) {
        Dataset<Row> rows = byRows(spark, SampleFolder.fixture("cycles-not-sorted"), "rows");

        assertThat(rows.rdd().getNumPartitions()).isEqualTo(6);
        assertThatThrownBy(() -> assertNoCycleIsCut(rows, 48)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @CsvSource({
        // rows, chunkRows, rowsPerPartition, cycle_number, partitions
        "1000, 20, 20, 'concat(''cycle '', id DIV 130)', 8", // texts, over seven chunks each
        "1000, 20, 100, id DIV 20, 10", // cycles end where chunks do: nothing is moved
        "1000, 20, 100, id DIV 21, 10", // hardly ever
        "1000, 20, 100, 'CASE WHEN id < 700 THEN 1 ELSE id END', 4", // one longer than a partition
        "1000, 20, 20, 7, 1", // one cycle
        "1000, 20, 20, id, 50" // a cycle a row
    })
    void cyclesOfAllLengths(
            int count, int chunkRows, int rowsPerPartition, String cycleNumber, int partitions, SparkSession spark) {
        String path = directory.resolve("table").toString();
        spark.range(0, count, 1, 1)
                .select(col("id"), expr(cycleNumber).as("cycle_number"))
                .write()
                .format("battdat")
                .option("chunkRows", chunkRows)
                .save(path);

        Dataset<Row> rows = spark.read()
                .format("battdat")
                .option("splitOn", "cycle")
                .option("rowsPerPartition", rowsPerPartition)
                .load(path);

        assertNoCycleIsCut(rows, count);
        assertThat(rows.rdd().getNumPartitions()).isEqualTo(partitions);
    }

    @Test
    void eachCellOfAFileHasCyclesOfItsOwn(SparkSession spark) {
        Dataset<Row> rows = byRows(spark, SampleFolder.fixture("cells-prefixes"), "cycle");

        List<Row> cut = rows.select(
                        col("_metadata.cell"),
                        col("cycle_number"),
                        spark_partition_id().as("partition"))
                .groupBy("cell", "cycle_number")
                .agg(expr("count(DISTINCT partition)").as("partitions"))
                .where("partitions > 1")
                .collectAsList();

        assertThat(cut).isEmpty();
        assertThat(rows.count()).isEqualTo(60 + 90 + 75);
        assertThat(rows.rdd().getNumPartitions()).isGreaterThan(3);
    }

    @Test
    void tableWithoutCycleNumbersCannotBeCut(SparkSession spark) {
        Path path = directory.resolve("table");
        spark.range(0, 100, 1, 1)
                .write()
                .format("battdat")
                .option("chunkRows", 20)
                .save(path.toString());

        assertThatThrownBy(byRows(spark, path, "cycle")::collectAsList)
                .isInstanceOf(MissingTableException.class)
                .hasMessageContainingAll(".h5: table raw_data", "cycle_number", "splitOn=rows");
        assertThat(byRows(spark, path, "rows").count()).isEqualTo(100);
    }

    @Test
    void otherChoicesAreRefused(SparkSession spark) {
        assertThatThrownBy(() -> load(spark, SampleFolder.fixture("cycles-nan"), "splitOn", "step"))
                .hasMessage("option splitOn: expected rows or cycle, found step");
    }

    private static Dataset<Row> byRows(SparkSession spark, Path file, String splitOn) {
        return spark.read()
                .format("battdat")
                .option("splitOn", splitOn)
                .option("rowsPerPartition", 1)
                .load(file.toString());
    }

    private static Dataset<Row> load(SparkSession spark, Path file, String option, String value) {
        return spark.read().format("battdat").option(option, value).load(file.toString());
    }

    /** Also that each row is there once. */
    private static void assertNoCycleIsCut(Dataset<Row> rows, long count) {
        List<Row> inOrder = rows.select(
                        col("_metadata.row_index"),
                        col("cycle_number"),
                        spark_partition_id().as("partition"))
                .orderBy("row_index")
                .collectAsList();
        assertThat(inOrder).hasSize((int) count);
        for (int i = 0; i < inOrder.size(); i++) {
            Row row = inOrder.get(i);
            assertThat(row.getLong(0)).isEqualTo(i);
            if (i > 0 && row.getInt(2) != inOrder.get(i - 1).getInt(2)) {
                assertThat(isSameCycle(row.get(1), inOrder.get(i - 1).get(1)))
                        .as("row " + i + " goes on with cycle " + row.get(1))
                        .isFalse();
            }
        }
    }

    private static boolean isSameCycle(Object one, Object other) {
        return one instanceof Double number ? number.doubleValue() == (Double) other : one.equals(other);
    }
}

package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.ChildJvm;
import io.battdat.spark.testing.GeneratedTable;
import io.battdat.spark.testing.GeneratedTable.Column;
import io.battdat.spark.testing.GeneratedTable.Type;
import io.battdat.spark.testing.LargeTableSum;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.TableFile;
import io.battdat.testing.SampleFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables larger than memory, and than 2^31 rows. */
@ExtendWith(SharedSpark.class)
@Timeout(300)
class LargeTablesTest {
    private static final long ROWS_OVER_2G = 2_147_484_648L;
    private static final int CHUNK_ROWS = 65_536;

    @TempDir
    private Path directory;

    /** 50 M rows of 24 bytes, 1.2 GB, with 512 MB for Spark and all. */
    @ParameterizedTest
    @ValueSource(strings = {"128MB", "200KB"})
    void memoryDoesNotGrowWithTheTable(String maxPartitionBytes) {
        long rowCount = 50_000_000;
        GeneratedTable table = new GeneratedTable(
                List.of(
                        new Column("cycle_number", Type.LONG),
                        new Column("voltage", Type.DOUBLE),
                        new Column("current", Type.DOUBLE)),
                rowCount,
                CHUNK_ROWS,
                1,
                true,
                (row, target) -> target.putLong(row / 4096).putDouble(3.5).putDouble(-0.25));
        Path file = TableFile.write(directory.resolve("large.h5"), table);

        String printed;
        try (ChildJvm jvm = ChildJvm.start(
                LargeTableSum.class, directory, List.of("-Xmx512m"), Map.of(), file.toString(), maxPartitionBytes)) {
            jvm.awaitSuccess();
            printed = jvm.printed();
        }

        long wholeChunks = rowCount / CHUNK_ROWS;
        long rest = rowCount % CHUNK_ROWS;
        long cycles = wholeChunks * 4096 * (15 * 16 / 2) + sumOfCycles(rest);
        assertThat(printed.lines().toList())
                .contains("[" + rowCount + "," + cycles + "," + rowCount * 3.5 + "," + rowCount * -0.25 + "]");
    }

    /** Of the first rows of a chunk. */
    private static long sumOfCycles(long rows) {
        long sum = 0;
        for (long row = 0; row < rows; row++) {
            sum += row / 4096;
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows-over-2g-earliest", "rows-over-2g-latest"})
    void rowsAreCountedWith64Bits(String fixture, SparkSession spark) {
        assertThat(load(spark, fixture, 0).count()).isEqualTo(ROWS_OVER_2G);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows-over-2g-earliest", "rows-over-2g-latest"})
    void rowsPast2GAreReadRight(String fixture, SparkSession spark) throws IOException {
        long rowsPerPartition = 2L * CHUNK_ROWS;
        Dataset<Row> rows =
                load(spark, fixture, rowsPerPartition).select("_metadata.row_index", "step_index", "voltage");
        int partitions = rows.rdd().getNumPartitions();

        // only the chunks at rows 0, 2^30 and 2^31 were written
        for (long written : new long[] {0, 1L << 30, 1L << 31}) {
            List<Row> partition = partition(rows, (int) (written / rowsPerPartition));
            assertThat(partition.get(0).getDouble(2)).isEqualTo(3.0);
            long right = IntStream.range(0, partition.size())
                    .filter(i -> partition.get(i).getLong(0) == written + i)
                    .filter(i -> partition.get(i).getDouble(2) > 0 == (i < CHUNK_ROWS && written + i < ROWS_OVER_2G))
                    .count();
            assertThat(right).isEqualTo(Math.min(rowsPerPartition, ROWS_OVER_2G - written));
        }
        assertThat(partitions).isEqualTo((int) ((ROWS_OVER_2G + rowsPerPartition - 1) / rowsPerPartition));
        List<Row> last = partition(rows, partitions - 1);
        assertThat(last).hasSize((int) (ROWS_OVER_2G % rowsPerPartition));
        Row lastRow = last.get(last.size() - 1);
        assertThat(lastRow.getLong(0)).isEqualTo(ROWS_OVER_2G - 1);
        // as h5py reads them, see the fixture's expected values
        assertThat(lastRow.getShort(1)).isEqualTo((short) 182);
        assertThat(lastRow.getDouble(2)).isEqualTo(3.000244140625);
    }

    @Test
    void limitOfAHugeTableReturnsAtOnce(SparkSession spark) {
        assertThat(load(spark, "rows-over-2g-earliest", 0).limit(3).collectAsList())
                .hasSize(3);
    }

    /** The rows of one partition; the others are not read. */
    private static List<Row> partition(Dataset<Row> rows, int number) {
        return Arrays.asList(
                rows.javaRDD().collectPartitions(new int[] {number})[0].toArray(Row[]::new));
    }

    private static Dataset<Row> load(SparkSession spark, String fixture, long rowsPerPartition) {
        Map<String, String> options =
                rowsPerPartition == 0 ? Map.of() : Map.of("rowsPerPartition", Long.toString(rowsPerPartition));
        return spark.read()
                .format("battdat")
                .options(options)
                .load(SampleFolder.fixture(fixture).toString());
    }
}

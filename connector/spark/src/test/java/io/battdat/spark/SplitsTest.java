package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ChunkIndex;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.CountedFileSystem;
import io.battdat.spark.testing.GeneratedTable;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.StorageLog;
import io.battdat.spark.testing.TableFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How files become partitions: as Spark would split and pack files of the same lengths, but between chunks. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class SplitsTest {
    /** 16 bytes a row: chunks of 64 KiB. */
    private static final int CHUNK_ROWS = 4096;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    maxPartitionBytes=640KB, openCostInBytes=64KB
                    maxPartitionBytes=64KB, openCostInBytes=64KB
                    maxPartitionBytes=200KB, openCostInBytes=0
                    maxPartitionBytes=1GB, openCostInBytes=64KB
                    maxPartitionBytes=1GB, openCostInBytes=64KB, minPartitionNum=5
                    maxPartitionBytes=1GB, openCostInBytes=64KB, minPartitionNum=1
                    maxPartitionBytes=64KB, openCostInBytes=64KB, maxPartitionNum=7
                    maxPartitionBytes=64KB, openCostInBytes=1KB, maxPartitionNum=3
                    maxPartitionBytes=640KB, openCostInBytes=100MB
                    """)
    void largeFileIsSplitAsSparkWould(String settings, SparkSession spark) throws IOException {
        long chunks = 98;
        Path file = generate("a.h5", chunks * CHUNK_ROWS - 100);
        set(spark, settings);

        Dataset<Row> rows = load(spark, file);

        int asSpark = sparksPartitions(spark, List.of(Files.size(file)));
        assertThat(rows.rdd().getNumPartitions()).isCloseTo(asSpark, within(asSpark / 40 + 1));
        assertEachRowOnce(rows, chunks * CHUNK_ROWS - 100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    maxPartitionBytes=128MB, openCostInBytes=4MB
                    maxPartitionBytes=128MB, openCostInBytes=4MB, minPartitionNum=3
                    maxPartitionBytes=60KB, openCostInBytes=16KB
                    maxPartitionBytes=60KB, openCostInBytes=16KB, maxPartitionNum=4
                    """)
    void smallFilesArePackedAsSparkWould(String settings, SparkSession spark) throws IOException {
        for (int i = 0; i < 40; i++) {
            Archives.copyFixture("comp-zlib-5", directory.resolve("small/" + i + ".h5"));
        }
        long length = Files.size(directory.resolve("small/0.h5"));
        set(spark, settings);

        Dataset<Row> rows = load(spark, directory.resolve("small"));

        assertThat(rows.rdd().getNumPartitions())
                .isEqualTo(sparksPartitions(spark, java.util.Collections.nCopies(40, length)));
        assertThat(rows.count()).isEqualTo(40 * 150);
    }

    @Test
    void smallFilesAreNotOpenedWhilePlanning(SparkSession spark) {
        for (int i = 0; i < 5; i++) {
            Archives.copyFixture("comp-zlib-5", directory.resolve("small/" + i + ".h5"));
        }
        Dataset<Row> rows = load(spark, directory.resolve("small"));
        StorageLog.clear();

        rows.rdd().getNumPartitions();

        assertThat(StorageLog.opened()).isZero();
    }

    /** Reads of structure would lie outside the chunks; what a range of rows reads lies in its own. */
    @Test
    void executorsReadChunksOnly(SparkSession spark) throws IOException {
        // chunks of 800 bytes in a B-tree of several levels
        long rowCount = 60_000;
        Path file = TableFile.write(directory.resolve("a.h5"), GeneratedTable.numbered(rowCount, 50, 0));
        set(spark, "maxPartitionBytes=100KB, openCostInBytes=1");
        Dataset<Row> rows = load(spark, file);
        StorageLog.clear();

        assertEachRowOnce(rows, rowCount);

        List<StorageLog.Read> inTasks =
                StorageLog.reads().stream().filter(StorageLog.Read::inTask).toList();
        assertThat(inTasks).isNotEmpty();
        try (BattdatFile opened = BattdatFile.open(file)) {
            ChunkIndex chunks =
                    opened.table(BattdatFile.ROOT, BattdatFile.RAW_DATA).chunks();
            assertThat(inTasks).allMatch(read -> startsAtAChunk(read, chunks));
            assertThat(inTasks.stream().mapToLong(StorageLog.Read::bytes).sum())
                    .isBetween(chunks.totalStoredBytes(), 2 * chunks.totalStoredBytes());
        }
        assertThat(StorageLog.reads()).anyMatch(read -> !read.inTask());
    }

    private static boolean startsAtAChunk(StorageLog.Read read, ChunkIndex chunks) {
        for (int i = 0; i < chunks.size(); i++) {
            if (chunks.address(i) == read.position()) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 33})
    void manyLargeFilesArePlannedByASparkJob(int files, SparkSession spark) {
        for (int i = 0; i < files; i++) {
            Archives.copyFixture("comp-zlib-5", directory.resolve("many/" + i + ".h5"));
        }
        set(spark, "maxPartitionBytes=500, openCostInBytes=1");
        Dataset<Row> rows = load(spark, directory.resolve("many"));
        StorageLog.clear();

        int partitions = rows.rdd().getNumPartitions();

        assertThat(partitions).isGreaterThanOrEqualTo(2 * files);
        assertThat(StorageLog.opened()).isGreaterThanOrEqualTo(files);
        boolean byJob = files > 32;
        // one file may be looked at first, to see whether the table is there at all
        long readsInTasks =
                StorageLog.reads().stream().filter(StorageLog.Read::inTask).count();
        assertThat(readsInTasks > 0).isEqualTo(byJob);
        assertThat(rows.count()).isEqualTo(files * 150L);
    }

    @Test
    void plannedByAJobOrNotTheRowsAreTheSame(SparkSession spark) {
        for (int i = 0; i < 4; i++) {
            Archives.copyFixture("cells-prefixes", directory.resolve("many/" + i + ".h5"));
        }
        set(spark, "maxPartitionBytes=1KB, openCostInBytes=1");
        List<Row> onDriver = counted(load(spark, directory.resolve("many")));

        spark.conf().set("spark.sql.sources.parallelPartitionDiscovery.threshold", "1");

        assertThat(counted(load(spark, directory.resolve("many")))).isEqualTo(onDriver);
    }

    private static List<Row> counted(Dataset<Row> rows) {
        return rows.groupBy("_metadata.file_name", "_metadata.cell")
                .agg(Map.of("voltage", "count", "*", "count"))
                .orderBy("file_name", "cell")
                .collectAsList();
    }

    @Test
    void cellsOfOneFileAreSplitEachOnItsOwn(SparkSession spark) {
        Path file = directory.resolve("pack.h5");
        try (TableFile pack = TableFile.create(file)) {
            pack.metadata("{}")
                    .table("cell_1/raw_data", GeneratedTable.numbered(20_000, 1000, 1))
                    .table("cell_2/raw_data", GeneratedTable.numbered(30_500, 1000, 1))
                    .table("cell_3/raw_data", GeneratedTable.numbered(1, 1000, 1));
        }
        set(spark, "maxPartitionBytes=20KB, openCostInBytes=1");

        Dataset<Row> rows = load(spark, file);

        assertThat(rows.rdd().getNumPartitions()).isGreaterThan(5);
        assertThat(rows.groupBy("_metadata.cell")
                        .agg(Map.of("row", "count", "voltage", "max"))
                        .orderBy("cell")
                        .selectExpr("cell", "`count(row)`", "`max(voltage)`")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[cell_1,20000,1999.9], [cell_2,30500,3049.9], [cell_3,1,0.0]]");
    }

    @Test
    void tableWithoutRowsMakesNoTrouble(SparkSession spark) {
        Path file = generate("empty.h5", 0);

        assertThat(load(spark, file).count()).isZero();
        set(spark, "maxPartitionBytes=20KB, openCostInBytes=0");
        assertThat(load(spark, file).collectAsList()).isEmpty();
    }

    private Path generate(String name, long rowCount) {
        return TableFile.write(directory.resolve(name), GeneratedTable.numbered(rowCount, CHUNK_ROWS, 0));
    }

    private static Dataset<Row> load(SparkSession spark, Path path) {
        return spark.read().format("battdat").load(CountedFileSystem.uri(path));
    }

    private static void set(SparkSession spark, String settings) {
        for (String setting : settings.split(", ")) {
            String[] parts = setting.split("=");
            spark.conf().set("spark.sql.files." + parts[0], parts[1]);
        }
    }

    /** What Spark makes of Parquet files of these lengths; with a schema given it does not look into them. */
    private int sparksPartitions(SparkSession spark, List<Long> lengths) throws IOException {
        Path parquet = Files.createDirectories(directory.resolve("parquet"));
        for (int i = 0; i < lengths.size(); i++) {
            try (RandomAccessFile file =
                    new RandomAccessFile(parquet.resolve(i + ".parquet").toFile(), "rw")) {
                file.setLength(lengths.get(i));
            }
        }
        return spark.read().schema("v double").parquet(parquet.toString()).rdd().getNumPartitions();
    }

    private static void assertEachRowOnce(Dataset<Row> rows, long count) {
        Row facts = rows.selectExpr(
                        "count(*)",
                        "count(DISTINCT row)",
                        "min(row)",
                        "max(row)",
                        "sum(row)",
                        "max(abs(voltage * 10 - row))")
                .first();

        assertThat(facts.getLong(0)).isEqualTo(count);
        assertThat(facts.getLong(1)).isEqualTo(count);
        assertThat(facts.getLong(2)).isZero();
        assertThat(facts.getLong(3)).isEqualTo(count - 1);
        assertThat(facts.getLong(4)).isEqualTo(count * (count - 1) / 2);
        assertThat(facts.getDouble(5)).isLessThan(1e-6);
    }
}

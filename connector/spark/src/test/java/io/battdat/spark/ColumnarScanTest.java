package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ChunkIndex;
import io.battdat.hdf5.TableInfo;
import io.battdat.spark.testing.CountedFileSystem;
import io.battdat.spark.testing.GeneratedTable;
import io.battdat.spark.testing.Plans;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.StorageLog;
import io.battdat.spark.testing.TableFile;
import io.battdat.testing.SampleFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of columns come from the scan, of those columns only that the query needs. */
@ExtendWith(SharedSpark.class)
class ColumnarScanTest {
    private static final long ROWS = 100_000;
    private static final int CHUNK_ROWS = 1000;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void generate() {
        file = TableFile.write(directory.resolve("a.h5"), GeneratedTable.numbered(ROWS, CHUNK_ROWS, 0));
    }

    @Test
    void scanHandsOutColumns(SparkSession spark) {
        Dataset<Row> rows = open(spark).selectExpr("sum(voltage)");

        assertThat(Plans.scans(rows)).singleElement().matches(BatchScanExec::supportsColumnar);
        spark.conf().set("spark.sql.adaptive.enabled", "false");
        assertThat(open(spark)
                        .selectExpr("sum(voltage)")
                        .queryExecution()
                        .executedPlan()
                        .toString())
                .contains("ColumnarToRow");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    voltage                                    | voltage
                    *                                          | row, voltage, cell
                    sum(row)                                   | row
                    count_if(row > 5), max(voltage)            | row, voltage
                    count(*)                                   |
                    max(cell)                                  | cell
                    max(_metadata.file_name)                   | _metadata
                    voltage, _metadata.row_index               | voltage, _metadata
                    """)
    void onlyNeededColumnsReachTheScan(String query, String columns, SparkSession spark) {
        Dataset<Row> rows = spark.read()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("aggregatePushdown", "false")
                .load(file.toString());

        BatchScanExec scan =
                Plans.scans(rows.selectExpr(query.split(", (?!\\d)"))).get(0);

        assertThat(String.join(", ", scan.scan().readSchema().fieldNames())).isEqualTo(columns == null ? "" : columns);
    }

    @Test
    void onlyNeededPartsOfTheMetadataColumnReachTheScan(SparkSession spark) {
        BatchScanExec scan = Plans.scans(open(spark).select("_metadata.cell", "_metadata.row_index"))
                .get(0);

        assertThat(scan.scan().readSchema().simpleString())
                .isEqualTo("struct<_metadata:struct<cell:string,row_index:bigint>>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count(*)",
                "max(_metadata.row_index)",
                "max(_metadata.file_path), max(_metadata.cell), max(_metadata.battery), max(_metadata.prefix)",
                "max(cell), max(battery)",
                "input_file_name()",
            })
    void queriesThatNeedNoValuesReadNoChunks(String query, SparkSession spark) throws IOException {
        Dataset<Row> rows = spark.read()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("metadataColumn", "battery")
                .load(CountedFileSystem.uri(file))
                .selectExpr(query.split(", (?=max)"));
        StorageLog.clear();

        rows.collectAsList();

        assertThat(StorageLog.bytesRead()).isLessThan(Files.size(file) / 10);
        assertThat(chunkBytesRead()).isZero();
    }

    @Test
    void onlyNeededPartsOfAStructAreDecoded(SparkSession spark) {
        spark.conf().set("spark.sql.adaptive.enabled", "false");
        String structs = directory.resolve("structs").toString();
        spark.range(20_000)
                .selectExpr(
                        "named_struct('inner', named_struct('x', rand(1), 'y', rand(2)), 're', rand(3), 'im', rand(4))"
                                + " AS s")
                .write()
                .format("battdat")
                .save(structs);
        Dataset<Row> rows = spark.read().format("battdat").load(structs);
        Dataset<Row> part = rows.selectExpr("sum(s.inner.x)");
        Dataset<Row> whole = rows.selectExpr("sum(s.inner.x + s.inner.y + s.re + s.im)");

        assertThat(Plans.scans(part).get(0).scan().readSchema().simpleString())
                .isEqualTo("struct<s:struct<inner:struct<x:double>>>");
        part.collectAsList();
        whole.collectAsList();
        assertThat(Plans.metric(part, "bytesDecoded")).isPositive().isLessThan(Plans.metric(whole, "bytesDecoded") / 3);
    }

    @Test
    void queriesThatNeedValuesReadEachChunkOnce(SparkSession spark) throws IOException {
        spark.conf().set("spark.sql.files.openCostInBytes", "1");
        Dataset<Row> rows = spark.read().format("battdat").load(CountedFileSystem.uri(file));
        StorageLog.clear();

        assertThat(rows.selectExpr("sum(row)").first().getLong(0)).isEqualTo(ROWS * (ROWS - 1) / 2);

        // in large windows, with the structure that stands between chunks
        assertThat(chunkBytesRead()).isBetween(ROWS * 16, ROWS * 16 + 10_000);
    }

    @Test
    void limitReadsNoMoreThanItNeeds(SparkSession spark) throws IOException {
        Path large = TableFile.write(directory.resolve("large.h5"), GeneratedTable.numbered(1_000_000, 10_000, 0));
        Dataset<Row> rows = spark.read()
                .format("battdat")
                .load(CountedFileSystem.uri(large))
                .limit(10);
        StorageLog.clear();

        assertThat(rows.collectAsList()).hasSize(10);

        assertThat(StorageLog.bytesRead()).isLessThan(Files.size(large) / 4);
    }

    @Test
    void explainSaysWhatIsRead(SparkSession spark) {
        Dataset<Row> rows = spark.read()
                .format("battdat")
                .option("prefix", "cell_1")
                .load(SampleFolder.fixture("cells-prefixes").toString())
                .select("voltage");

        assertThat(rows.queryExecution().executedPlan().toString())
                .contains("table raw_data")
                .contains("prefix cell_1")
                .contains("1 files")
                .contains("columns voltage")
                .contains("cells-prefixes.h5");
    }

    private Dataset<Row> open(SparkSession spark) {
        return spark.read().format("battdat").load(file.toString());
    }

    /** Of reads that lie where chunks are stored, block-wise reads of structure left out. */
    private long chunkBytesRead() throws IOException {
        try (BattdatFile opened = BattdatFile.open(file)) {
            TableInfo table = opened.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            ChunkIndex chunks = table.chunks();
            long[] starts = new long[chunks.size()];
            for (int i = 0; i < starts.length; i++) {
                starts[i] = chunks.address(i);
            }
            Arrays.sort(starts);
            return StorageLog.reads().stream()
                    .filter(read -> Arrays.binarySearch(starts, read.position()) >= 0)
                    .mapToLong(StorageLog.Read::bytes)
                    .sum();
        }
    }

    @Test
    void batchesOfDifferentTablesFollowEachOther(SparkSession spark) {
        List<Row> counts = spark.read()
                .format("battdat")
                .load(SampleFolder.fixture("cells-prefixes").toString())
                .groupBy("_metadata.prefix")
                .agg(java.util.Map.of("voltage", "count"))
                .orderBy("prefix")
                .collectAsList();

        assertThat(counts.toString()).isEqualTo("[[cell_1,60], [cell_10,90], [cell_2,75]]");
    }
}

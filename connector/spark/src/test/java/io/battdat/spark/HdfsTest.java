package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.CountedHdfs;
import io.battdat.spark.testing.GeneratedTable;
import io.battdat.spark.testing.HdfsServer;
import io.battdat.spark.testing.Plans;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.StorageLog;
import io.battdat.spark.testing.TableFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in a real HDFS on loopback. */
@ExtendWith(SharedSpark.class)
@Timeout(180)
class HdfsTest {
    /** Options of a read reach the file system, as in Spark's sources. */
    private static final Map<String, String> COUNTED =
            Map.of("fs.hdfs.impl", CountedHdfs.class.getName(), "fs.hdfs.impl.disable.cache", "true");

    @TempDir
    private static Path directory;

    private static HdfsServer.Running server;
    private static String hdfs;

    @BeforeAll
    static void startHdfs() throws IOException {
        server = HdfsServer.start(directory);
        hdfs = server.uri();
        upload();
    }

    private static void upload() throws IOException {
        Path large = TableFile.write(directory.resolve("large.h5"), GeneratedTable.numbered(500_000, 1000, 0));
        try (FileSystem fileSystem = FileSystem.newInstance(URI.create(hdfs), new Configuration());
                Stream<Path> sample = Files.list(Archives.sample())) {
            for (Path file : sample.toList()) {
                fileSystem.copyFromLocalFile(
                        path(file.toUri().toString()), path(hdfs + "/archive/" + file.getFileName()));
            }
            fileSystem.copyFromLocalFile(path(large.toUri().toString()), path(hdfs + "/large/large.h5"));
        }
    }

    private static org.apache.hadoop.fs.Path path(String uri) {
        return new org.apache.hadoop.fs.Path(uri);
    }

    @AfterAll
    static void stopHdfs() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/archive", "/archive/*.h5", "/ar*/{cell-A?,pack-B}.h5"})
    void archiveIsReadByDirectoryAndGlob(String path, SparkSession spark) {
        assertThat(report(spark, hdfs + path))
                .isNotEmpty()
                .isEqualTo(report(spark, Archives.sample().toString()));
    }

    @Test
    void metadataColumnSpeaksOfHdfs(SparkSession spark) {
        assertThat(load(spark, hdfs + "/archive/cell-A2.h5", Map.of())
                        .select("_metadata.file_path")
                        .first()
                        .getString(0))
                .isEqualTo(hdfs + "/archive/cell-A2.h5");
    }

    @Test
    void defaultFileSystemMayBeLeftOut(SparkSession spark) {
        assertThat(load(spark, "/archive", Map.of("fs.defaultFS", hdfs)).count())
                .isEqualTo(load(spark, Archives.sample().toString(), Map.of()).count());
    }

    @Test
    void inferenceAndPlanningTakeAHandfulOfReads(SparkSession spark) {
        spark.conf().set("spark.sql.files.maxPartitionBytes", "1MB");
        spark.conf().set("spark.sql.files.openCostInBytes", "1");
        StorageLog.clear();

        Dataset<Row> rows = load(spark, hdfs + "/large", COUNTED);
        int readsToInfer = StorageLog.reads().size();
        int partitions = rows.rdd().getNumPartitions();

        assertThat(partitions).isGreaterThan(7);
        // 500 chunks: the nodes of their B-tree, of which there are nine, stand between the chunks
        assertThat(readsToInfer).isBetween(1, 12);
        assertThat(StorageLog.reads()).hasSizeBetween(readsToInfer + 1, 2 * readsToInfer + 2);
        assertThat(StorageLog.openStreams()).isZero();
    }

    @Test
    void chunksAreReadInLargePieces(SparkSession spark) {
        Dataset<Row> rows = load(spark, hdfs + "/large", COUNTED);
        StorageLog.clear();

        assertThat(rows.selectExpr("sum(row)").first().getLong(0)).isEqualTo(500_000L * 499_999 / 2);

        // 8 MB
        assertThat(StorageLog.reads()).hasSizeLessThan(40);
    }

    @Test
    void tasksAreBestRunWhereTheirBytesAre(SparkSession spark) {
        spark.conf().set("spark.sql.files.maxPartitionBytes", "1MB");
        spark.conf().set("spark.sql.files.openCostInBytes", "1");
        BatchScanExec scan = Plans.scans(load(spark, hdfs + "/large", Map.of())).get(0);

        InputPartition[] partitions = scan.batch().planInputPartitions();

        assertThat(partitions).hasSizeGreaterThan(7).allSatisfy(partition -> assertThat(partition.preferredLocations())
                .containsExactly(HdfsServer.HOST));
    }

    @Test
    void missingFileIsAnError(SparkSession spark) {
        assertThatThrownBy(() -> load(spark, hdfs + "/none.h5", Map.of())).hasMessageContaining(hdfs + "/none.h5");
    }

    private static List<Row> report(SparkSession spark, String path) {
        return load(spark, path, Map.of("cellColumn", "cell"))
                .groupBy("cell", "cycle_number")
                .agg(Map.of("voltage", "max", "current", "min", "*", "count"))
                .orderBy("cell", "cycle_number")
                .collectAsList();
    }

    private static Dataset<Row> load(SparkSession spark, String path, Map<String, String> options) {
        return spark.read().format("battdat").options(options).load(path);
    }
}

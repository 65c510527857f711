package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.CountedFileSystem;
import io.battdat.spark.testing.EndedTasks;
import io.battdat.spark.testing.GeneratedTable;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.StorageLog;
import io.battdat.spark.testing.TableFile;
import io.battdat.spark.testing.Warnings;
import io.battdat.testing.SampleFolder;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is opened is closed, however a query ends. */
@ExtendWith(SharedSpark.class)
@Timeout(120)
class ClosingTest {
    private static final long LARGE_ROWS = 200_000;
    private static final int LARGE_CHUNK_ROWS = 10_000;

    @TempDir
    private Path directory;

    @AfterEach
    void everyStreamIsClosed() {
        assertThat(StorageLog.opened()).as("streams opened").isPositive();
        assertThat(StorageLog.openStreams()).as("streams left open").isZero();
    }

    @Test
    void afterInference(SparkSession spark) {
        Archives.copyFixture("foreign-datasets-latest", directory.resolve("a.h5"));

        assertThat(load(spark).columns()).isNotEmpty();
    }

    @Test
    void afterFailedInference(SparkSession spark) {
        Archives.copyFixture("bad/btree-own-child", directory.resolve("a.h5"));

        assertThatThrownBy(() -> load(spark)).hasMessageContaining("a.h5");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterSuccess(boolean inRanges, SparkSession spark) {
        generateLarge();
        split(spark, inRanges);

        assertThat(load(spark).selectExpr("sum(row)").first().getLong(0)).isEqualTo(LARGE_ROWS * (LARGE_ROWS - 1) / 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterAnError(boolean inRanges, SparkSession spark) throws InterruptedException {
        Archives.copyFixture("bad/base-good", directory.resolve("a.h5"));
        Archives.copyFixture("bad/deflate-flipped", directory.resolve("b.h5"));
        split(spark, inRanges);

        try (EndedTasks tasks = new EndedTasks(spark)) {
            assertThatThrownBy(() -> load(spark).collectAsList()).hasStackTraceContaining("b.h5");
            tasks.awaitAll();
        }
    }

    @Test
    void afterAnErrorWhilePlanning(SparkSession spark) {
        Archives.copyFixture("bad/base-good", directory.resolve("a.h5"));
        Archives.copyFixture("bad/btree-chunk-beyond", directory.resolve("b.h5"));
        split(spark, true);

        assertThatThrownBy(() -> load(spark).collectAsList()).hasStackTraceContaining("b.h5");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterCorruptFilesWereIgnored(boolean inRanges, SparkSession spark) {
        Archives.copyFixture("bad/base-good", directory.resolve("a.h5"));
        for (String bad : new String[] {"deflate-flipped", "truncated-1000", "text", "btree-chunk-beyond"}) {
            Archives.copyFixture("bad/" + bad, directory.resolve(bad + ".h5"));
        }
        split(spark, inRanges);
        spark.conf().set("spark.sql.files.ignoreCorruptFiles", "true");

        // the last column needs every byte plane of a chunk, the damaged ones too
        assertThat(load(spark)
                        .where("_metadata.file_name = 'a.h5'")
                        .selectExpr("count(state)")
                        .first()
                        .getLong(0))
                .isEqualTo(90);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterLimit(boolean inRanges, SparkSession spark) {
        generateLarge();
        split(spark, inRanges);

        assertThat(load(spark).limit(7).collectAsList()).hasSize(7);
    }

    @Test
    void afterSomeRowsOfAnIterator(SparkSession spark) throws InterruptedException {
        generateLarge();

        try (EndedTasks tasks = new EndedTasks(spark)) {
            assertThat(load(spark).toLocalIterator().next().getLong(0)).isZero();
            tasks.awaitAll();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterAKilledTask(boolean interrupted, SparkSession spark) throws InterruptedException {
        generateLarge();
        split(spark, true);
        Dataset<Row> sum = load(spark).selectExpr("sum(row)");
        sum.queryExecution().executedPlan();

        try (EndedTasks tasks = new EndedTasks(spark);
                StorageLog.Gate gate = StorageLog.hold(StorageLog.Read::inTask)) {
            CompletableFuture<Void> query = CompletableFuture.runAsync(() -> {
                spark.sparkContext().setJobGroup("slow", "a slow query", interrupted);
                try {
                    sum.collectAsList();
                } finally {
                    spark.sparkContext().clearJobGroup();
                }
            });
            assertThat(gate.awaitReader()).isTrue();

            spark.sparkContext().cancelJobGroup("slow");

            assertThatThrownBy(query::join)
                    .isInstanceOf(CompletionException.class)
                    .hasStackTraceContaining("cancelled");
            if (!interrupted) {
                gate.close();
            }
            tasks.awaitAll();
        }
    }

    /** A task that is killed meets an interrupted read, which must not pass for a damaged file. */
    @Test
    void afterAKilledTaskThatIgnoresCorruptFiles(SparkSession spark) throws InterruptedException {
        spark.conf().set("spark.sql.files.ignoreCorruptFiles", "true");

        try (Warnings warnings = new Warnings()) {
            afterAKilledTask(true, spark);
            assertThat(warnings.messages()).isEmpty();
        }
    }

    private void generateLarge() {
        TableFile.write(directory.resolve("a.h5"), GeneratedTable.numbered(LARGE_ROWS, LARGE_CHUNK_ROWS, 1));
    }

    /** Whether files are planned as ranges of rows, or left whole to the executors. */
    private static void split(SparkSession spark, boolean inRanges) {
        spark.conf().set("spark.sql.files.openCostInBytes", inRanges ? "1" : "100MB");
        spark.conf().set("spark.sql.files.maxPartitionBytes", inRanges ? "100KB" : "1GB");
    }

    private Dataset<Row> load(SparkSession spark) {
        return spark.read().format("battdat").load(CountedFileSystem.uri(directory));
    }

    @Test
    void afterManyTablesOfOneFile(SparkSession spark) {
        Archives.copy(SampleFolder.fixture("cells-many-dense-latest"), directory.resolve("a.h5"));

        assertThat(load(spark).limit(5).collectAsList()).hasSize(5);
        assertThat(load(spark).select("voltage").count()).isPositive();
    }
}

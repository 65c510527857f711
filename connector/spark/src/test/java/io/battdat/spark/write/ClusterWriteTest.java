package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.ChildJvm;
import io.battdat.spark.testing.ClusterWrites;
import io.battdat.spark.testing.DirectoryContents;
import io.battdat.spark.testing.NumberedRows;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.TwoHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Executors in processes of their own, of which some are killed and some are slow: every row is there once. */
@ExtendWith(SharedSpark.class)
@Timeout(300)
class ClusterWriteTest {
    @TempDir
    private static Path directory;

    @BeforeAll
    static void write() throws IOException {
        try (ChildJvm driver = ChildJvm.start(
                ClusterWrites.class,
                Files.createDirectories(directory.resolve("driver")),
                List.of("-Xmx512m"),
                TwoHosts.environment(directory),
                directory.toString())) {
            driver.awaitSuccess();
        }
    }

    @Test
    void taskFailsTwice(SparkSession spark) throws IOException {
        assertThat(tasks("taskFailsTwice", "FAILED")).hasSizeGreaterThanOrEqualTo(2);
        checkParts("taskFailsTwice", spark);
    }

    @Test
    void stragglerIsOvertakenByItsCopy(SparkSession spark) throws IOException {
        // it came to its last row, and was not allowed to commit
        assertThat(tasks("stragglerIsOvertaken", "FAILED")).hasSizeGreaterThanOrEqualTo(1);
        checkParts("stragglerIsOvertaken", spark);
    }

    @Test
    void executorIsKilledAmongRows(SparkSession spark) throws IOException {
        assertThat(tasks("executorIsKilledAmongRows", "lost executor")).hasSize(1);
        checkParts("executorIsKilledAmongRows", spark);
    }

    @Test
    void executorIsKilledAfterItsCommit(SparkSession spark) throws IOException {
        assertThat(tasks("executorIsKilledAfterItsCommit", "lost executor")).hasSize(1);
        assertThat(tasks("executorIsKilledAfterItsCommit", "failed")).isEmpty();
        checkRows("executorIsKilledAfterItsCommit", spark);
        assertThat(DirectoryContents.of(directory.resolve("executorIsKilledAfterItsCommit")))
                .containsOnlyKeys("", "_SUCCESS", "cell-0.h5", "cell-1.h5", "cell-2.h5", "cell-3.h5");
    }

    private static void checkParts(String write, SparkSession spark) throws IOException {
        checkRows(write, spark);
        assertThat(DirectoryContents.of(directory.resolve(write))).hasSize(2 + SharedSpark.CORES);
        assertThat(DirectoryContents.named(directory.resolve(write), "part-")).hasSize(SharedSpark.CORES);
    }

    private static void checkRows(String write, SparkSession spark) throws IOException {
        assertThat(NumberedRows.found(spark, directory.resolve(write).toString()))
                .isEqualTo(NumberedRows.expected(ClusterWrites.ROWS));
        assertThat(tasks(write, "left: ")).isEmpty();
    }

    /** What was told of a write, as far as it has the text. */
    private static List<String> tasks(String write, String text) throws IOException {
        return Files.readAllLines(directory.resolve(write + ".txt")).stream()
                .filter(line -> line.contains(text))
                .toList();
    }
}

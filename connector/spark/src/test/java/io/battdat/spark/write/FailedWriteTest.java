package io.battdat.spark.write;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.spark.testing.CountedFileSystem;
import io.battdat.spark.testing.DirectoryContents;
import io.battdat.spark.testing.EndedTasks;
import io.battdat.spark.testing.HookedCommits;
import io.battdat.spark.testing.Leftovers;
import io.battdat.spark.testing.Marker;
import io.battdat.spark.testing.NumberedRows;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job that fails leaves the target as it was, and the next one is not disturbed by it. */
@ExtendWith(SharedSpark.class)
@Timeout(300)
class FailedWriteTest {
    private static final long ROWS = 400;

    @TempDir
    private Path directory;

    private Path target;
    private Path markers;

    @BeforeEach
    void makeDirectories() throws IOException {
        target = directory.resolve("archive");
        markers = Files.createDirectories(directory.resolve("markers"));
    }

    /** One task has been committed when another fails. */
    public static final class FailsLate implements HookedCommits.Hook {
        @Override
        public void beforeTaskCommit(TaskContext task, Path markers) throws IOException {
            if (!Marker.set(markers.resolve("first"))) {
                Marker.await(markers.resolve("committed"));
                throw new IOException("this task fails on purpose");
            }
        }

        @Override
        public void afterTaskCommit(TaskContext task, Path markers) {
            Marker.set(markers.resolve("committed"));
        }
    }

    /** All new files have appeared, and then the committer fails. */
    public static final class FailsAtTheEnd implements HookedCommits.Hook {
        @Override
        public void afterJobCommit(Path markers) throws IOException {
            throw new IOException("this commit fails on purpose");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "file, Append, FailsLate, file-per-cell",
        "file, Overwrite, FailsLate, file-per-cell",
        "file, Overwrite, FailsLate, file-per-partition",
        "counted, Append, FailsLate, prefix-per-cell",
        "counted, Overwrite, FailsLate, file-per-cell",
        "file, Append, FailsAtTheEnd, file-per-partition",
        "file, Overwrite, FailsAtTheEnd, file-per-cell",
        "counted, Append, FailsAtTheEnd, file-per-cell"
    })
    void archiveStaysAsItWas(String scheme, SaveMode mode, String hook, String layout, SparkSession spark)
            throws Exception {
        write(spark, layout, 0, ROWS).save(uri(scheme));
        Map<String, String> before = DirectoryContents.of(target);

        fail(spark, scheme, mode, hook, layout);

        assertThat(DirectoryContents.of(target)).isEqualTo(before);
        assertThat(NumberedRows.found(spark, uri(scheme))).isEqualTo(NumberedRows.expected(ROWS));
        assertThat(Leftovers.here()).isEmpty();

        write(spark, layout, ROWS, 2 * ROWS).mode(SaveMode.Append).save(uri(scheme));
        assertThat(NumberedRows.found(spark, uri(scheme))).isEqualTo(NumberedRows.expected(2 * ROWS));
        assertThat(Leftovers.here()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "file, FailsLate, file-per-cell",
        "counted, FailsLate, file-per-cell",
        "file, FailsAtTheEnd, prefix-per-cell",
        "counted, FailsAtTheEnd, file-per-partition"
    })
    void newDirectoryDoesNotStay(String scheme, String hook, String layout, SparkSession spark) throws Exception {
        fail(spark, scheme, SaveMode.ErrorIfExists, hook, layout);

        assertThat(target).doesNotExist();
        assertThat(Leftovers.here()).isEmpty();

        write(spark, layout, 0, ROWS).save(uri(scheme));
        assertThat(NumberedRows.found(spark, uri(scheme))).isEqualTo(NumberedRows.expected(ROWS));
    }

    private void fail(SparkSession spark, String scheme, SaveMode mode, String hook, String layout) throws Exception {
        Class<? extends HookedCommits.Hook> hooks = hook.equals("FailsLate") ? FailsLate.class : FailsAtTheEnd.class;
        try (EndedTasks tasks = new EndedTasks(spark)) {
            // so many new cells that both tasks have some; those that are there go by the hash of a file's random name
            Dataset<Row> rows = NumberedRows.of(spark, ROWS, 2 * ROWS)
                    .withColumn("cell", expr("if(number % 2 = 0, cell, concat('new-', number % 16))"));
            assertThatThrownBy(() -> write(rows, layout)
                            .mode(mode)
                            .options(HookedCommits.options(hooks, markers))
                            .save(uri(scheme)))
                    .hasStackTraceContaining("on purpose");
            tasks.awaitAll();
        }
    }

    private String uri(String scheme) {
        return scheme.equals(CountedFileSystem.SCHEME)
                ? CountedFileSystem.uri(target)
                : target.toUri().toString();
    }

    private static DataFrameWriter<Row> write(SparkSession spark, String layout, long first, long end) {
        return write(NumberedRows.of(spark, first, end), layout);
    }

    private static DataFrameWriter<Row> write(Dataset<Row> rows, String layout) {
        rows.sparkSession().conf().set("spark.sql.adaptive.coalescePartitions.enabled", "false");
        DataFrameWriter<Row> writer = rows.write().format("battdat");
        return layout.equals("file-per-partition")
                ? writer
                : writer.option("cellColumn", "cell").option("layout", layout);
    }
}

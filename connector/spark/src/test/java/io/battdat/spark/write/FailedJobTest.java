package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.spark.testing.EndedTasks;
import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job that fails, whenever it does, leaves the target as it was, and nothing of its own. */
@ExtendWith(SharedSpark.class)
class FailedJobTest {
    @TempDir
    private Path directory;

    private Path archive() {
        return directory.resolve("lab").resolve("archive");
    }

    /** The content of every file, hidden ones included. */
    private Map<String, Integer> contents() throws IOException {
        Map<String, Integer> contents = new TreeMap<>();
        for (String file : Saved.allFiles(archive())) {
            contents.put(
                    file, java.util.Arrays.hashCode(Files.readAllBytes(archive().resolve(file))));
        }
        return contents;
    }

    private static Dataset<Row> breakingInCell(SparkSession spark, String broken) {
        return Saved.cells(spark, 4.0, "A", "B", "C", "D")
                .withColumn(
                        "voltage",
                        functions.expr(
                                "if(cell = '" + broken + "' and test_time = 1, raise_error('broken'), voltage)"));
    }

    @ParameterizedTest
    @EnumSource(
            value = SaveMode.class,
            names = {"Append", "Overwrite"})
    void oldFilesStay(SaveMode mode, SparkSession spark) throws Exception {
        Saved.byCell(Saved.cells(spark, 3.0, "A", "B", "C", "E")).save(archive().toString());
        Map<String, Integer> before = contents();

        try (EndedTasks tasks = new EndedTasks(spark)) {
            // of the table, so that the rows that come first have been written
            Dataset<Row> rows = breakingInCell(spark, "none")
                    .withColumn("voltage", functions.expr("if(cell = 'D', null, voltage)"))
                    .withColumn("count", functions.expr("if(cell = 'D', null, 1)"));
            assertThatThrownBy(() -> Saved.byCell(rows)
                            .option("table", "cycle_stats")
                            .mode(mode)
                            .save(archive().toString()))
                    .hasMessageContaining("column count");
            assertThatThrownBy(() -> Saved.byCell(breakingInCell(spark, "D"))
                            .mode(mode)
                            .save(archive().toString()))
                    .hasStackTraceContaining("broken");
            tasks.awaitAll();
        }

        assertThat(contents()).isEqualTo(before);
        assertThat(archive().toFile().list())
                .containsExactlyInAnyOrder("A.h5", "B.h5", "C.h5", "E.h5", "_SUCCESS", "._SUCCESS.crc");
    }

    @Test
    void aDirectoryThatWasNotThereIsGoneAgain(SparkSession spark) throws Exception {
        try (EndedTasks tasks = new EndedTasks(spark)) {
            assertThatThrownBy(() -> breakingInCell(spark, "C")
                            .write()
                            .format("battdat")
                            .save(archive().toString()))
                    .hasStackTraceContaining("broken");
            tasks.awaitAll();
        }

        assertThat(directory).isEmptyDirectory();
        // so that it can be tried again as it is
        Saved.cells(spark, 3.0, "A").write().format("battdat").save(archive().toString());
        assertThat(Saved.files(archive())).hasSize(1);
    }

    @Test
    void aTaskThatGoesOnMakesNothingAfterwards(SparkSession spark) throws IOException {
        Configuration configuration = spark.sparkContext().hadoopConfiguration();
        WriteJob job = new WriteJob(
                "id", null, archive().toUri().toString(), null, null, null, null, null, null, false, Removal.NONE);
        HadoopCommit commit = HadoopCommit.of(job);
        commit.forJob(configuration).setupJob();
        try (TaskStorage storage = TaskStorage.open(job, commit.forTask(configuration, 0, 0), configuration)) {
            assertThat(storage.local("A.h5").getParent()).isDirectory();

            commit.forJob(configuration).abortJob();

            assertThatThrownBy(() -> storage.local("B.h5"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(" was given up: ");
        }
        assertThat(archive()).isEmptyDirectory();
    }

    /** Does something to the archive while a job runs. */
    private static Dataset<Row> meanwhile(Dataset<Row> rows, Runnable action) {
        Meanwhile.action = action;
        return rows.withColumn(
                "voltage",
                functions
                        .udf(new Meanwhile(), DataTypes.DoubleType)
                        .asNondeterministic()
                        .apply(functions.col("voltage")));
    }

    private static final class Meanwhile implements UDF1<Double, Double> {
        private static final long serialVersionUID = 1L;
        private static Runnable action;

        @Override
        public Double call(Double value) {
            action.run();
            return value;
        }
    }

    @Test
    void aFileThatSomeoneElseChangesIsKept(SparkSession spark) throws IOException {
        Saved.byCell(Saved.cells(spark, 3.0, "A", "B")).save(archive().toString());
        Path file = archive().resolve("B.h5");
        Dataset<Row> rows = meanwhile(Saved.cells(spark, 4.0, "A", "B"), () -> write(file, "other"));

        assertThatThrownBy(() -> Saved.byCell(rows)
                        .mode(SaveMode.Overwrite)
                        .save(archive().toString()))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("B.h5 was changed by someone else during the write");

        assertThat(file).hasContent("other");
        assertThat(Saved.rows(Saved.read(spark, archive().resolve("A.h5")), "voltage"))
                .containsExactly("3.0", "3.1");
        assertThat(archive().toFile().list()).containsExactlyInAnyOrder("A.h5", "B.h5", "_SUCCESS", "._SUCCESS.crc");
    }

    @Test
    void aFileThatSomeoneElseMakesIsKept(SparkSession spark) throws IOException {
        Path file = archive().resolve("B.h5");
        Dataset<Row> rows = meanwhile(Saved.cells(spark, 4.0, "A", "B"), () -> write(file, "other"));

        assertThatThrownBy(() -> Saved.byCell(rows).save(archive().toString()))
                .hasMessageContaining("B.h5 was changed by someone else during the write");

        assertThat(archive().toFile().list()).containsExactly("B.h5");
        assertThat(file).hasContent("other");
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

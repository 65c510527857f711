package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of files that are there, by the mode of a save. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class SaveModesTest {
    @TempDir
    private Path directory;

    private Path archive() {
        return directory.resolve("archive");
    }

    private void save(Dataset<Row> rows, SaveMode mode) {
        rows.write().format("battdat").mode(mode).save(archive().toString());
    }

    private static Dataset<Row> numbers(SparkSession spark, long from, long to) {
        return spark.range(from, to, 1, 2).toDF("number");
    }

    private List<String> found(SparkSession spark) {
        return Saved.rows(
                spark.read().format("battdat").load(archive().toString()).orderBy("number"), "number");
    }

    @ParameterizedTest
    @EnumSource(SaveMode.class)
    void everyModeWritesWhereNothingIs(SaveMode mode, SparkSession spark) {
        save(numbers(spark, 0, 4), mode);

        assertThat(found(spark)).containsExactly("0", "1", "2", "3");
        assertThat(Saved.allFiles(archive())).hasSize(3).contains("_SUCCESS");
        assertThat(Saved.files(archive())).allMatch(file -> file.matches("part-0000[01]-[0-9a-f-]{36}\\.h5"));
    }

    @Test
    void theMarkerOfSuccessIsLeftOutWhereHadoopIsToldSo(SparkSession spark) {
        numbers(spark, 0, 2)
                .write()
                .format("battdat")
                .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
                .save(archive().toString());

        assertThat(Saved.allFiles(archive())).hasSize(2).doesNotContain("_SUCCESS");
    }

    @Test
    void appendAddsFilesAndLeavesOthersAlone(SparkSession spark) throws IOException {
        save(numbers(spark, 0, 2), SaveMode.Append);
        List<String> before = Saved.files(archive());
        Files.writeString(archive().resolve(".notes.txt"), "mine");

        save(numbers(spark, 2, 4), SaveMode.Append);

        assertThat(found(spark)).containsExactly("0", "1", "2", "3");
        assertThat(Saved.files(archive())).hasSize(4).containsAll(before);
        assertThat(archive().resolve(".notes.txt")).hasContent("mine");
    }

    @Test
    void overwriteReplacesWhatReadersSee(SparkSession spark) throws IOException {
        save(numbers(spark, 0, 2), SaveMode.Append);
        List<String> before = Saved.files(archive());
        Files.writeString(archive().resolve(".notes.txt"), "mine");
        Files.createDirectories(archive().resolve("site=A"));
        Files.move(archive().resolve(before.get(0)), archive().resolve("site=A").resolve("old.h5"));

        save(numbers(spark, 7, 9), SaveMode.Overwrite);

        assertThat(found(spark)).containsExactly("7", "8");
        assertThat(Saved.files(archive())).hasSize(2).doesNotContainAnyElementsOf(before);
        assertThat(archive().resolve("site=A")).doesNotExist();
        assertThat(archive().resolve(".notes.txt")).hasContent("mine");
    }

    @Test
    void errorIfExistsIsTheErrorOfSparksOwnSources(SparkSession spark) {
        save(numbers(spark, 0, 2), SaveMode.ErrorIfExists);
        List<String> before = Saved.allFiles(archive());

        assertThatThrownBy(() -> save(numbers(spark, 5, 6), SaveMode.ErrorIfExists))
                .isInstanceOf(AnalysisException.class)
                .hasMessageStartingWith("[PATH_ALREADY_EXISTS] Path file:" + archive() + " already exists");
        assertThat(Saved.allFiles(archive())).isEqualTo(before);
    }

    @Test
    void ignoreWritesNothingIfThePathIsThere(SparkSession spark) {
        save(numbers(spark, 0, 2), SaveMode.Append);
        List<String> before = Saved.allFiles(archive());

        save(numbers(spark, 5, 6), SaveMode.Ignore);

        assertThat(found(spark)).containsExactly("0", "1");
        assertThat(Saved.allFiles(archive())).isEqualTo(before);
    }

    @Test
    void overwritesWhatItReads(SparkSession spark) {
        save(numbers(spark, 0, 4), SaveMode.Append);
        Dataset<Row> twice = spark.read()
                .format("battdat")
                .load(archive().toString())
                .withColumn("number", functions.expr("number * 2"));

        save(twice, SaveMode.Overwrite);

        assertThat(found(spark)).containsExactly("0", "2", "4", "6");
    }

    @Test
    void overwritesCellsThatItReads(SparkSession spark) {
        Saved.byCell(Saved.cells(spark, 3.0, "A", "B")).save(archive().toString());
        Dataset<Row> onlyA = Saved.read(spark, archive()).where("cell = 'A'").withColumn("voltage", functions.lit(1.5));

        Saved.byCell(onlyA).mode(SaveMode.Overwrite).save(archive().toString());

        assertThat(Saved.files(archive())).containsExactly("A.h5");
        assertThat(Saved.rows(Saved.read(spark, archive()), "cell", "voltage")).containsExactly("A,1.5", "A,1.5");
        assertThat(Saved.allFiles(archive())).containsExactly("A.h5", "_SUCCESS");
    }

    @Test
    void appendsWhatItReads(SparkSession spark) {
        save(numbers(spark, 0, 2), SaveMode.Append);

        save(spark.read().format("battdat").load(archive().toString()), SaveMode.Append);

        assertThat(found(spark)).containsExactly("0", "0", "1", "1");
    }

    @ParameterizedTest
    @EnumSource(
            value = SaveMode.class,
            names = {"Append", "Overwrite"})
    void aFileIsNotReplacedByADirectory(SaveMode mode, SparkSession spark) throws IOException {
        Files.writeString(archive(), "a file");

        assertThatThrownBy(() -> save(numbers(spark, 0, 2), mode))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining(archive() + " is a file. Spark writes directories");
        assertThat(archive()).hasContent("a file");
    }

    @Test
    void aPathIsNeeded(SparkSession spark) {
        assertThatThrownBy(() -> numbers(spark, 0, 2).write().format("battdat").save())
                .isInstanceOf(BattdatException.class)
                .hasMessage("no path was given. Name the directory to write to: save(\"/archive\")");
    }

    @Test
    void aFrameWithoutRowsHasColumnsAllTheSame(SparkSession spark) {
        save(numbers(spark, 0, 0), SaveMode.Append);

        assertThat(Saved.files(archive())).hasSize(1);
        Dataset<Row> read = spark.read().format("battdat").load(archive().toString());
        assertThat(read.columns()).containsExactly("number");
        assertThat(read.count()).isZero();
    }

    @Test
    void aFrameWithoutCellsHasNoFiles(SparkSession spark) {
        Saved.byCell(Saved.cells(spark, 3.0)).save(archive().toString());

        assertThat(Saved.allFiles(archive())).containsExactly("_SUCCESS");
    }

    @Test
    void overwritingWithoutRowsLeavesAnEmptyTable(SparkSession spark) {
        save(numbers(spark, 0, 4), SaveMode.Append);

        save(numbers(spark, 0, 4).where("number > 9"), SaveMode.Overwrite);

        assertThat(found(spark)).isEmpty();
        assertThat(Saved.files(archive())).hasSize(1);
    }
}

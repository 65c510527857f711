package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.BattdatException;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.testing.ExpectedTable;
import io.battdat.testing.SampleFolder;
import io.battdat.testing.SoundFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An archive of files from every release, with every compressor and container, is one DataFrame. */
@ExtendWith(SharedSpark.class)
class MixedArchiveTest {
    /** Ordinary cells; the other files have columns that are odd on purpose, and differ in type. */
    private static final Pattern ORDINARY =
            Pattern.compile("(comp-(?!noise|nbit)|release-|pandas-(?!lookalikes)|stream-|cells-|latest-|userblock-).*");

    /** Tables of more rows than all others together. */
    private static final long MOST_ROWS = 1_000_000;

    private static final Pattern CONFLICT =
            Pattern.compile("column (.+) is (.+) in (?:.*/)?([^/]+), and (.+) in (?:.*/)?([^/]+)\\. No type");

    @TempDir
    private Path directory;

    @Test
    void filesOfEveryKindAreOneDataFrame(SparkSession spark) {
        List<SoundFile> files = SampleFolder.soundFiles().stream()
                .filter(file -> ORDINARY.matcher(file.name()).matches())
                .toList();
        for (SoundFile file : files) {
            Archives.copy(file.path(), directory.resolve(file.folder() + "-" + file.name()));
        }

        Dataset<Row> all = spark.read()
                .format("battdat")
                .option("mergeSchema", "true")
                .option("integersAsDoubles", "true")
                .load(directory.toString());

        List<ExpectedTable> expected = files.stream()
                .flatMap(file -> file.tables().stream())
                .filter(table -> table.name().equals("raw_data"))
                .toList();
        assertThat(files.stream()
                        .map(SoundFile::name)
                        .map(name -> name.replaceAll("-.*", ""))
                        .collect(Collectors.toSet()))
                .contains("comp", "pandas", "cells", "userblock");
        assertThat(all.select("voltage").where("voltage IS NOT NULL").count())
                .isEqualTo(expected.stream()
                        .filter(table -> table.columns().stream()
                                .anyMatch(column -> column.name().equals("voltage")))
                        .mapToLong(ExpectedTable::rowCount)
                        .sum());
        assertThat(all.count())
                .isEqualTo(expected.stream().mapToLong(ExpectedTable::rowCount).sum());
    }

    /**
     * Files whose columns differ in kind cannot be one table. The error names two such files: without the later one of
     * each pair, all that is left is one DataFrame.
     */
    @Test
    void everyFileIsInOneDataFrameButThoseThatAConflictNames(SparkSession spark) {
        Map<String, SoundFile> left = new TreeMap<>();
        for (SoundFile file : SampleFolder.soundFiles()) {
            // in one of the lookalikes a group of that name is no table of any kind; Python's lists leave soft links
            // out
            if (!file.name().matches("(pandas-lookalikes|links-).*")
                    && rawData(file).mapToLong(ExpectedTable::rowCount).sum() <= MOST_ROWS) {
                left.put(file.folder() + "-" + file.name().replaceAll("\\.hdf$", ".h5"), file);
            }
        }
        left.forEach((name, file) -> Archives.copy(file.path(), directory.resolve(name)));
        spark.conf().set("spark.sql.caseSensitive", "true");
        int sound = left.size();
        Optional<Dataset<Row>> all = Optional.empty();
        while (all.isEmpty()) {
            try {
                all = Optional.of(spark.read()
                        .format("battdat")
                        .option("mergeSchema", "true")
                        .option("integersAsDoubles", "true")
                        .load(left.keySet().stream()
                                .map(name -> directory.resolve(name).toString())
                                .toArray(String[]::new)));
            } catch (BattdatException e) {
                MatchResult conflict =
                        CONFLICT.matcher(e.getMessage()).results().findFirst().orElseThrow(() -> e);
                assertThat(conflict.group(2)).isNotEqualTo(conflict.group(4));
                assertThat(left.keySet()).contains(conflict.group(3));
                left.remove(conflict.group(5));
            }
        }

        assertThat(left).hasSizeBetween(sound * 4 / 5, sound - 1);
        assertThat(all.get().count())
                .isEqualTo(left.values().stream()
                        .flatMap(MixedArchiveTest::rawData)
                        .mapToLong(ExpectedTable::rowCount)
                        .sum());
    }

    private static Stream<ExpectedTable> rawData(SoundFile file) {
        return file.tables().stream().filter(table -> table.name().equals("raw_data") && !table.isNoTable());
    }
}

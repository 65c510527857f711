package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.testing.ExpectedTable;
import io.battdat.testing.SampleFolder;
import io.battdat.testing.SoundFile;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
}

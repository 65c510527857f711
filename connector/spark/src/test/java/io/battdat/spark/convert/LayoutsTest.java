package io.battdat.spark.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.BattdatFile.TableName;
import io.battdat.hdf5.FilterSpec;
import io.battdat.hdf5.TableInfo;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.DirectoryContents;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The sample archive in other layouts. */
@ExtendWith(SharedSpark.class)
class LayoutsTest {
    @TempDir
    private Path directory;

    @Test
    @Tag("every-spark")
    void recompressesAsItIs(SparkSession spark) throws IOException {
        Path target = directory.resolve("small");
        ConversionResult result = Conversion.of(Archives.sample().toString())
                .to(target.toString())
                .complevel(9)
                .chunkRows(100)
                .run(spark);
        assertThat(result.quarantined()).isEmpty();
        assertThat(ConvertedFiles.visible(target))
                .isEqualTo(ConvertedFiles.visible(Archives.sample()).stream()
                        .filter(name -> name.endsWith(".h5"))
                        .toList());
        for (String name : ConvertedFiles.visible(target)) {
            ConvertedFiles.assertSame(Archives.sample().resolve(name), target.resolve(name));
        }
        try (BattdatFile file = BattdatFile.open(target.resolve("cell-A1.h5"))) {
            TableInfo table = file.table("/", "raw_data");
            assertThat(table.chunkRows()).isEqualTo(100);
            assertThat(table.filters())
                    .filteredOn(filter -> filter.id() == FilterSpec.DEFLATE)
                    .extracting(FilterSpec::clientData)
                    .containsExactly(List.of(9));
        }
    }

    @Test
    void cellsGoToFilesOfTheirOwnAndTogetherAgain(SparkSession spark) throws IOException {
        Path apart = directory.resolve("apart");
        ConversionResult first = Conversion.of(Archives.sample().toString())
                .to(apart.toString())
                .layout(ConversionLayout.FILE_PER_CELL)
                .run(spark);
        assertThat(ConvertedFiles.visible(apart)).hasSize(Archives.SAMPLE_CELLS);
        assertThat(cells(apart)).isEqualTo(cells(Archives.sample()));
        assertThat(first.reports())
                .extracting(FileReport::cell)
                .doesNotContainNull()
                .hasSize(Archives.SAMPLE_CELLS);

        Path together = directory.resolve("together");
        Conversion.of(apart.toString())
                .to(together.toString())
                .layout(ConversionLayout.PREFIX_PER_CELL)
                .run(spark);
        assertThat(ConvertedFiles.visible(together)).containsExactly("cells-00000.h5");
        assertThat(cells(together)).isEqualTo(cells(Archives.sample()));
        try (BattdatFile file = BattdatFile.open(together.resolve("cells-00000.h5"))) {
            assertThat(file.prefixes()).contains("cell-A1").doesNotContain("/");
        }
    }

    @Test
    void aSmallerFileSizeMakesMoreFiles(SparkSession spark) throws IOException {
        Path target = directory.resolve("together");
        Conversion.of(Archives.sample().toString())
                .to(target.toString())
                .layout(ConversionLayout.PREFIX_PER_CELL)
                .fileBytes(1)
                .run(spark);
        assertThat(ConvertedFiles.visible(target)).hasSize(Archives.SAMPLE_CELLS);
        assertThat(cells(target)).isEqualTo(cells(Archives.sample()));
    }

    @Test
    void filesAreNotLaidOutAnewInPlace(SparkSession spark) throws IOException {
        Path archive = directory.resolve("archive");
        Archives.copy(Archives.sample().resolve("cell-A1.h5"), archive.resolve("cell-A1.h5"));
        Map<String, String> before = DirectoryContents.of(archive);

        assertThatThrownBy(() -> Conversion.of(archive.toString())
                        .to(archive.toString())
                        .overwrite(true)
                        .layout(ConversionLayout.PREFIX_PER_CELL)
                        .run(spark))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("is the source, too");
        assertThat(DirectoryContents.of(archive)).isEqualTo(before);
    }

    @Test
    void takesOnlyTheTablesAndColumnsThatAreWanted(SparkSession spark) throws IOException {
        Path target = directory.resolve("some");
        Conversion.of(Archives.sample() + "/cell-A1.h5")
                .to(target.toString())
                .tables("raw_data")
                .withoutColumns("voltage")
                .run(spark);
        try (BattdatFile file = BattdatFile.open(target.resolve("cell-A1.h5"))) {
            assertThat(file.tableNames()).containsExactly(new TableName("/", "raw_data"));
            assertThat(file.table("/", "raw_data").layout().indexOf("voltage")).isEmpty();
            assertThat(file.table("/", "raw_data").layout().indexOf("current")).isPresent();
        }
    }

    @Test
    void aDamagedCellOfManyIsLeftOutAlone(SparkSession spark) throws IOException {
        Path source = directory.resolve("source");
        Archives.copy(Archives.sample().resolve("cell-A1.h5"), source.resolve("a.h5"));
        Archives.copy(Archives.sample().resolve("cell-A2.h5"), source.resolve("b.h5"));
        DamagedCopies.flipChunkByte(source.resolve("b.h5"));
        Path target = directory.resolve("together");
        ConversionResult result = Conversion.of(source.toString())
                .to(target.toString())
                .layout(ConversionLayout.PREFIX_PER_CELL)
                .run(spark);
        assertThat(result.quarantined()).singleElement().satisfies(report -> {
            assertThat(report.cell()).isEqualTo("cell-A2");
            assertThat(report.reason()).contains("b.h5", "raw_data", "rows 0 to");
        });
        assertThat(cells(target)).containsOnlyKeys("cell-A1");
    }

    @Test
    void twoCellsOfOneNameAreRefusedBeforeAnythingIsWritten(SparkSession spark) {
        Path source = directory.resolve("source");
        Archives.copy(Archives.sample().resolve("cell-A1.h5"), source.resolve("a.h5"));
        Archives.copy(Archives.sample().resolve("cell-A1.h5"), source.resolve("b.h5"));
        for (ConversionLayout layout : List.of(ConversionLayout.FILE_PER_CELL, ConversionLayout.PREFIX_PER_CELL)) {
            Path target = directory.resolve(layout.text());
            assertThatThrownBy(() -> Conversion.of(source.toString())
                            .to(target.toString())
                            .layout(layout)
                            .run(spark))
                    .isInstanceOf(BattdatException.class)
                    .hasMessageContainingAll("cell-A1", "a.h5", "b.h5");
            assertThat(DirectoryContents.of(target)).isNull();
        }
    }

    /** By cell and table: the values of all columns. */
    private static SortedMap<String, Map<String, Map<String, List<Object>>>> cells(Path archive) throws IOException {
        SortedMap<String, Map<String, Map<String, List<Object>>>> cells = new TreeMap<>();
        for (String name : ConvertedFiles.visible(archive)) {
            if (name.endsWith(".h5")) {
                try (BattdatFile file = BattdatFile.open(archive.resolve(name))) {
                    for (TableName table : file.tableNames()) {
                        cells.computeIfAbsent(file.cellName(table.prefix()), cell -> new TreeMap<>())
                                .put(table.name(), ConvertedFiles.columns(file, table));
                    }
                }
            }
        }
        return cells;
    }
}

package io.battdat.spark.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.zones.GridZones;
import io.battdat.hdf5.zones.TableScan;
import io.battdat.hdf5.zones.ZoneGrid;
import io.battdat.hdf5.zones.ZoneValues;
import io.battdat.index.IndexedTable;
import io.battdat.spark.BattdatIndex;
import io.battdat.spark.IndexLocation;
import io.battdat.spark.IndexReport;
import io.battdat.spark.files.FileListing;
import io.battdat.spark.files.ListedFiles;
import io.battdat.spark.files.ListingOptions;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.testing.SampleFolder;
import io.battdat.testing.SoundFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
class BattdatIndexTest {
    /** Long enough ago for the clock of any file system. */
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_600_000_000_000L);

    @TempDir
    private Path directory;

    private void put(Path source, String name) {
        age(Archives.copy(source, directory.resolve(name)), LONG_AGO);
    }

    private static void age(Path file, FileTime time) {
        try {
            Files.setLastModifiedTime(file, time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void putSample() throws IOException {
        try (Stream<Path> files = Files.list(Archives.sample())) {
            files.filter(file -> file.toString().endsWith(".h5"))
                    .forEach(file -> put(file, file.getFileName().toString()));
        }
    }

    private static Map<String, KnownFile> known(Path path, IndexLocation location) {
        CaseInsensitiveStringMap options = new CaseInsensitiveStringMap(Map.of("recursiveFileLookup", "true"));
        Configuration configuration = new Configuration();
        ListedFiles listed = new FileListing(ListingOptions.from(options, SQLConf.get()), configuration)
                .list(List.of(path.toString()));
        return new ArchiveIndex(location, listed.directories(), (prefix, name) -> true, configuration)
                .of(listed.files());
    }

    private static Map<String, KnownFile> known(Path path) {
        return known(path, IndexLocation.of(CaseInsensitiveStringMap.empty(), SQLConf.get()));
    }

    private static void assertKnows(Map<String, KnownFile> known, Path path) throws IOException {
        KnownFile file = known.get("file:" + path);
        assertThat(file).as(path.toString()).isNotNull();
        try (BattdatFile opened = BattdatFile.open(path)) {
            assertThat(file.tables()).hasSameSizeAs(opened.tableNames());
            for (IndexedTable table : file.tables()) {
                TableInfo info = opened.table(table.prefix(), table.name());
                assertThat(table.rowCount()).isEqualTo(info.rowCount());
                ZoneGrid grid = ZoneGrid.of(info);
                ZoneValues expected = TableScan.scan(opened.input(), info, grid, 0, grid.zoneCount())
                        .values();
                GridZones found = (GridZones) file.zones(info, new Configuration());
                for (int column = 0; column < grid.columns().size(); column++) {
                    for (int zone = 0; zone < grid.zoneCount(); zone++) {
                        assertThat(found.values().minimum(column, zone)).isEqualTo(expected.minimum(column, zone));
                        assertThat(found.values().maximum(column, zone)).isEqualTo(expected.maximum(column, zone));
                        assertThat(found.values().holdsNan(column, zone)).isEqualTo(expected.holdsNan(column, zone));
                    }
                }
            }
        }
    }

    @Test
    void anArchiveIsIndexedOnceAndThenOnlyWhatChanged(SparkSession spark) throws IOException {
        putSample();
        IndexReport first = BattdatIndex.of(spark, directory.toString()).run();
        assertThat(first.failures()).isEmpty();
        assertThat(first.indexed()).isEqualTo(first.files()).isGreaterThan(3);
        assertThat(first.rows()).isPositive();
        assertThat(first.storedBytesRead()).isPositive();
        IndexReport second = BattdatIndex.of(spark, directory.toString()).run();
        assertThat(second.upToDate()).isEqualTo(first.files());
        assertThat(second.indexed()).isZero();
        assertThat(second.storedBytesRead()).isZero();

        Path changed = directory.resolve("cell-A1.h5");
        age(changed, FileTime.fromMillis(LONG_AGO.toMillis() + 1000));
        put(SampleFolder.fixture("comp-lzo"), "new.h5");
        IndexReport third = BattdatIndex.of(spark, directory.toString()).run();
        assertThat(third.indexed()).isEqualTo(2);
        assertThat(third.upToDate()).isEqualTo(first.files() - 1);
        IndexReport fourth =
                BattdatIndex.of(spark, directory.toString()).anew(true).run();
        assertThat(fourth.indexed()).isEqualTo(first.files() + 1);

        Map<String, KnownFile> known = known(directory);
        assertThat(known).hasSize((int) first.files() + 1);
        assertKnows(known, changed);
        assertKnows(known, directory.resolve("new.h5"));
    }

    /** Every sound file there is: any compressor, layout, byte order and release. Damaged ones keep none of them out. */
    @Test
    void filesOfEveryKindAreIndexedAndDamagedOnesReported(SparkSession spark) throws IOException {
        List<SoundFile> sound = SampleFolder.soundFiles();
        sound.forEach(file -> put(file.path(), file.folder() + "-" + file.name()));
        List<String> damaged = List.of("deflate-header", "fletcher32-flipped", "empty", "text", "truncated-1000");
        damaged.forEach(name -> put(SampleFolder.fixture("bad/" + name), "bad/" + name + ".h5"));
        spark.conf().set("spark.sql.files.maxPartitionBytes", "400000"); // so that files are split, too
        spark.conf().set("spark.sql.files.openCostInBytes", "1000");

        IndexReport report = BattdatIndex.of(spark, directory.toString()).run();

        assertThat(report.failures())
                .extracting(failure -> Path.of(failure.file()).getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(
                        damaged.stream().map(name -> name + ".h5").toList());
        assertThat(report.failures()).allSatisfy(failure -> assertThat(failure.reason())
                .contains(Path.of(failure.file()).getFileName().toString()));
        assertThat(report.indexed()).isEqualTo(sound.size());
        assertThat(report.toString()).contains(damaged.size() + " failed");
        Map<String, KnownFile> known = known(directory);
        for (SoundFile file : sound) {
            if (!file.name().startsWith("rows-over-2g")) {
                assertKnows(known, directory.resolve(file.folder() + "-" + file.name()));
            }
        }
        assertThat(BattdatIndex.of(spark, directory.toString()).run().failures())
                .hasSameSizeAs(damaged);
    }
}

package io.battdat.spark.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.write.Python;
import io.battdat.hdf5.zones.GridZones;
import io.battdat.hdf5.zones.TableScan;
import io.battdat.hdf5.zones.ZoneGrid;
import io.battdat.hdf5.zones.ZoneValues;
import io.battdat.index.IndexedTable;
import io.battdat.predicate.TableZones;
import io.battdat.spark.BattdatIndex;
import io.battdat.spark.IndexLocation;
import io.battdat.spark.IndexReport;
import io.battdat.spark.files.FileListing;
import io.battdat.spark.files.ListedFiles;
import io.battdat.spark.files.ListingOptions;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.BlockedIndex;
import io.battdat.spark.testing.ChildJvm;
import io.battdat.spark.testing.CountedFileSystem;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.StorageLog;
import io.battdat.testing.SampleFolder;
import io.battdat.testing.SoundFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Each thing that may happen to a file makes what the index says of it stale. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // a value in place: the chunk is not compressed, so that its size and all else in the file stay
                "with tables.open_file(path, 'a') as f:\n    f.root.raw_data.cols.voltage[3] = 99.0",
                // rows in place, through the filters
                "with tables.open_file(path, 'a') as f:\n"
                        + "    r = f.root.raw_data.read(3, 4); r['voltage'] = 99; f.root.raw_data.modify_rows(3, 4, 1, r)",
                // rows at the end
                "with tables.open_file(path, 'a') as f:\n    f.root.raw_data.append(f.root.raw_data.read(0, 5))",
                // fewer rows
                "with tables.open_file(path, 'a') as f:\n    f.root.raw_data.truncate(10)",
            })
    void whatPythonChangedIsNotBelieved(String change, SparkSession spark) throws IOException {
        Python.assumeAvailable();
        put(SampleFolder.fixture("comp-none"), "plain.h5");
        put(SampleFolder.fixture("comp-zlib-5"), "deflated.h5");
        put(SampleFolder.fixture("comp-lzo"), "other.h5");
        BattdatIndex.of(spark, directory.toString()).run();
        assertThat(known(directory)).hasSize(3);
        for (String name : List.of("plain.h5", "deflated.h5")) {
            Python.run(directory.resolve(name), change);
        }
        assertThat(known(directory).keySet()).containsExactly("file:" + directory.resolve("other.h5"));

        IndexReport report = BattdatIndex.of(spark, directory.toString()).run();
        assertThat(report.indexed()).isEqualTo(2);
        Map<String, KnownFile> known = known(directory);
        assertKnows(known, directory.resolve("plain.h5"));
        assertKnows(known, directory.resolve("deflated.h5"));
    }

    /** Somebody may set the time back; then the structure still tells, once a file is opened, unless it is the same. */
    @Test
    void aTableOfAnotherStructureHasNoZones(SparkSession spark) throws IOException {
        put(SampleFolder.fixture("comp-zlib-5"), "a.h5");
        BattdatIndex.of(spark, directory.toString()).run();
        KnownFile known = known(directory).get("file:" + directory.resolve("a.h5"));
        try (BattdatFile same = BattdatFile.open(SampleFolder.fixture("comp-zlib-5"));
                BattdatFile other = BattdatFile.open(SampleFolder.fixture("comp-zlib-9"))) {
            assertThat(known.zones(same.table("/", "raw_data"), new Configuration()))
                    .isInstanceOf(GridZones.class);
            assertThat(known.zones(other.table("/", "raw_data"), new Configuration()))
                    .isSameAs(TableZones.NONE);
        }
    }

    @Test
    void anIndexThatIsDamagedIsLeftOutAndMadeAnew(SparkSession spark) throws IOException {
        putSample();
        IndexReport first = BattdatIndex.of(spark, directory.toString()).run();
        Path folder = directory.resolve(IndexFolder.NAME);
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.filter(file -> file.toString().endsWith(".zones"))
                    .sorted()
                    .toList();
        }
        // the local file system of Hadoop would itself refuse a file that its checksum does not fit
        try (Stream<Path> listed = Files.list(folder)) {
            for (Path file :
                    listed.filter(each -> each.toString().endsWith(".crc")).toList()) {
                Files.delete(file);
            }
        }
        byte[] sound = Files.readAllBytes(files.get(0));
        byte[] damaged = sound.clone();
        damaged[damaged.length - 40] ^= 1;
        Files.write(files.get(0), damaged);
        Files.write(files.get(1), Arrays.copyOf(sound, 7));
        int left = known(directory).size();
        assertThat(left).isLessThan((int) first.files());
        IndexReport second = BattdatIndex.of(spark, directory.toString()).run();
        assertThat(second.failures()).isEmpty();
        assertThat(second.indexed()).isEqualTo(first.files() - left);
        assertThat(known(directory)).hasSize((int) first.files());
    }

    /** What a job has not come to stays as it was. */
    @Test
    void aKilledJobLeavesTheMapsThatWereThere(SparkSession spark, @TempDir Path work)
            throws IOException, InterruptedException {
        putSample();
        BattdatIndex.of(spark, directory.toString()).run();
        Map<String, KnownFile> before = known(directory);
        Path marker = work.resolve("reads-the-pack");
        try (ChildJvm job = ChildJvm.start(
                BlockedIndex.class,
                work,
                List.of("-Xmx512m"),
                Map.of(),
                directory.toString(),
                "pack-B.h5",
                marker.toString())) {
            job.awaitFile(marker);
            job.process().destroyForcibly().waitFor();
        }

        assertThat(known(directory)).hasSize(5).containsOnlyKeys(before.keySet());
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".h5")).toList()) {
                assertKnows(known(directory), file);
            }
        }
        IndexReport next = BattdatIndex.of(spark, directory.toString()).run();
        assertThat(next.indexed()).isZero();
        assertThat(next.files()).isEqualTo(5);
    }

    /** An archive that cannot be written has its index elsewhere; one index may speak of several archives. */
    @Test
    void anIndexMayBeKeptElsewhere(SparkSession spark, @TempDir Path elsewhere) throws IOException {
        put(SampleFolder.fixture("comp-lzo"), "one/a.h5");
        put(SampleFolder.fixture("comp-zlib-5"), "two/a.h5");
        for (String archive : List.of("one", "two")) {
            BattdatIndex.of(spark, directory.resolve(archive).toString())
                    .option("zoneMaps", elsewhere.toString())
                    .run();
        }
        assertThat(known(directory)).isEmpty();
        assertThat(directory.resolve("one").resolve(IndexFolder.NAME)).doesNotExist();
        IndexLocation location = new IndexLocation(true, Optional.of(elsewhere.toString()));
        assertThat(known(directory, location)).hasSize(2);
        spark.conf().set(IndexLocation.SETTING, elsewhere.toString());
        assertThat(known(directory)).hasSize(2);
        spark.conf().set(IndexLocation.SETTING, "none");
        assertThat(known(directory)).isEmpty();
    }

    /** The index is found from wherever the archive is read, and moves with it; files that are gone leave it. */
    @Test
    void anIndexServesAllReadsOfItsDirectory(SparkSession spark) throws IOException {
        put(SampleFolder.fixture("comp-lzo"), "archive/cell=1/a.h5");
        put(SampleFolder.fixture("comp-zlib-5"), "archive/cell=2/a.h5");
        BattdatIndex.of(spark, directory.resolve("archive").toString()).run();
        assertThat(known(directory)).hasSize(2);
        assertThat(known(directory.resolve("archive/cell=1"))).hasSize(1);
        assertThat(known(directory.resolve("archive/cell=1/a.h5"))).hasSize(1);
        Files.move(directory.resolve("archive"), directory.resolve("moved"));
        Map<String, KnownFile> known = known(directory.resolve("moved"));
        assertThat(known).hasSize(2);
        assertKnows(known, directory.resolve("moved/cell=2/a.h5"));
        // the data source reads the directory as before
        assertThat(spark.read()
                        .format("battdat")
                        .load(directory.resolve("moved").toString())
                        .columns())
                .contains("cell", "voltage");
    }

    /** Of thousands of files each query reads the index of its own, and none of the files. */
    @Test
    void thousandsOfFilesAreKnownInFewRequests(SparkSession spark) throws IOException {
        Path original = Archives.copyFixture("size-one-row", directory.resolve("original/cell-0.h5"));
        age(original, LONG_AGO);
        Path archive = Files.createDirectories(directory.resolve("archive"));
        int files = 3000;
        for (int i = 0; i < files; i++) {
            Files.createLink(archive.resolve("cell-" + i + ".h5"), original);
        }
        assertThat(BattdatIndex.of(spark, archive.toString()).run().indexed()).isEqualTo(files);
        StorageLog.clear();
        long rows = spark.read()
                .format("battdat")
                .schema("voltage DOUBLE")
                .load(CountedFileSystem.uri(archive))
                .queryExecution()
                .optimizedPlan()
                .stats()
                .rowCount()
                .get()
                .longValue();
        assertThat(rows).isEqualTo(files);
        assertThat(StorageLog.opened()).isLessThanOrEqualTo(IndexFolder.BUCKETS);
        assertThat(StorageLog.reads()).allMatch(read -> read.file().endsWith(".zones"));
        StorageLog.clear();
        spark.read()
                .format("battdat")
                .schema("voltage DOUBLE")
                .load(CountedFileSystem.uri(archive.resolve("cell-17.h5")))
                .queryExecution()
                .optimizedPlan()
                .stats();
        assertThat(StorageLog.opened()).isEqualTo(1);
    }
}

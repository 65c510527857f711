package io.battdat.spark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.battdat.BattdatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Spark has no answer to, or another one: see {@link SparkParityTest} for the rest. */
class FileListingTest {
    @TempDir
    private Path directory;

    private Tree tree;
    private SQLConf session;

    @BeforeEach
    void plantTree() {
        tree = new Tree(directory);
        session = new SQLConf();
        session.setConfString("spark.sql.session.timeZone", "UTC");
    }

    @Test
    void filesAreSortedWithTheirSizesAndTimes() {
        Instant time = Instant.parse("2024-01-01T00:00:00Z");
        tree.files("c.h5", "a.h5").modified("b.h5", time);

        ListedFiles listed = list(Map.of(), "");

        assertThat(names(listed)).containsExactly("a.h5", "b.h5", "c.h5");
        ListedFile second = listed.files().get(1);
        assertThat(second.path()).isEqualTo(tree.listed("b.h5"));
        assertThat(second.length()).isEqualTo(4);
        assertThat(second.modificationTimeMillis()).isEqualTo(time.toEpochMilli());
        assertThat(second.partitionValues().numFields()).isZero();
    }

    @Test
    void explicitlyNamedFileIsNeverHidden() {
        tree.files("_a.h5", ".b.h5", "c.h5._COPYING_", "_d.h5");

        assertThat(names(list(Map.of(), "_a.h5", ".b.h5", "c.h5._COPYING_"))).hasSize(3);
        assertThat(names(list(Map.of(), "_a.h5", ""))).containsExactly("_a.h5");
        assertThat(names(list(Map.of(), "_*.h5"))).isEmpty();
        assertThat(list(Map.of(), "_*.h5").filteredFiles().hidden()).isEqualTo(2);
    }

    @Test
    void nameThatExistsGoesBeforeItsReadingAsGlob() {
        tree.files("run[2].h5", "run2.h5", "all*/a.h5", "all-of-it/b.h5", "{x,y}.h5");

        assertThat(names(list(Map.of(), "run[2].h5"))).containsExactly("run[2].h5");
        assertThat(names(list(Map.of(), "run[2]*"))).containsExactly("run2.h5");
        assertThat(names(list(Map.of(), "run\\[2\\].h5"))).containsExactly("run[2].h5");
        assertThat(names(list(Map.of(), "all*"))).containsExactly("all*/a.h5");
        assertThat(names(list(Map.of(), "{x,y}.h5"))).containsExactly("{x,y}.h5");
    }

    @Test
    void globsAreNotReadWhereSparkSaysSo() {
        tree.files("run2.h5");

        assertThatThrownBy(() -> list(Map.of("__globPaths__", "false"), "run*.h5"))
                .isInstanceOf(PathNotFoundException.class);
    }

    @Test
    void missingPathsAreLeftOutIfAsked() {
        tree.files("a.h5");
        Map<String, String> ignore = Map.of("ignoreMissingFiles", "true");

        assertThat(names(list(ignore, "none", "none*", "a.h5"))).containsExactly("a.h5");
        assertThat(names(list(ignore, "none"))).isEmpty();
        session.setConfString("spark.sql.files.ignoreMissingFiles", "true");
        assertThat(names(list(Map.of(), "none", "a.h5"))).containsExactly("a.h5");
    }

    @Test
    void noPathsGiveNoFiles() {
        assertThat(list(Map.of()).files()).isEmpty();
    }

    @Test
    void pathsThatHadoopDoesNotUnderstand() {
        for (String path : List.of("", "a:b/c", "nosuchscheme://host/path")) {
            assertThatThrownBy(() -> new FileListing(options(Map.of()), new Configuration()).list(List.of(path)))
                    .isInstanceOf(BattdatException.class)
                    .hasMessageContaining(path);
        }
    }

    @Test
    void brokenGlob() {
        assertThatThrownBy(() -> list(Map.of(), "a{b"))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("a{b");
    }

    @Test
    void pathsWithoutSchemeAreOfTheDefaultFileSystem() {
        tree.files("sub/a.h5");
        Configuration configuration = CountingFileSystem.configuration();
        configuration.set("fs.defaultFS", "counting:///");

        ListedFiles listed = new FileListing(options(Map.of()), configuration).list(List.of(tree.at("sub")));

        assertThat(listed.files().get(0).path()).isEqualTo("counting:" + tree.at("sub/a.h5"));
    }

    /** Unlike in Spark, which skips them: reading such a file must be an error. */
    @Test
    void filesOfNoBytesAreListed() {
        tree.files("a.h5").empty("empty.h5");

        assertThat(names(list(Map.of(), ""))).containsExactly("a.h5", "empty.h5");
    }

    @Test
    void whatIsLeftOutIsCounted() {
        tree.files("a.h5", "_b.h5", ".git/c", "notes.txt", "sub/d.h5", "sub/e.h5")
                .modified("old.h5", Instant.parse("2001-01-01T00:00:00Z"));

        ListedFiles listed = list(Map.of("pathGlobFilter", "*.h5", "modifiedAfter", "2002-01-01T00:00:00"), "");

        assertThat(names(listed)).containsExactly("a.h5");
        assertThat(listed.filteredFiles()).isEqualTo(new FilteredFiles(2, 2, 1, 1));
        assertThat(listed.filteredFiles().total()).isEqualTo(6);
        assertThat(listed.filteredFiles().describe())
                .contains("2 hidden", "2 in directories", "1 not matched by pathGlobFilter", "1 left out");
        assertThat(list(Map.of(), "a.h5").filteredFiles().describe()).isEqualTo("none");
        // Given twice, a file is listed twice; nothing is left out.
        assertThat(list(Map.of(), "a.h5", "a.h5").filteredFiles().total()).isZero();
    }

    /** Spark shifts the files' times by the zone's offset once more; the documented meaning is the one here. */
    @Test
    void modificationTimesAreComparedAsInstants() {
        tree.modified("a.h5", Instant.parse("2024-01-01T12:00:00Z"));

        // 12:00 UTC is 21:00 in Tokyo.
        Map<String, String> tokyo = Map.of("timeZone", "Asia/Tokyo", "modifiedAfter", "2024-01-01T20:59:59");
        assertThat(names(list(tokyo, ""))).hasSize(1);
        tokyo = Map.of("timeZone", "Asia/Tokyo", "modifiedBefore", "2024-01-01T20:59:59");
        assertThat(names(list(tokyo, ""))).isEmpty();
        tokyo = Map.of("timeZone", "Asia/Tokyo", "modifiedBefore", "2024-01-01T21:00:01");
        assertThat(names(list(tokyo, ""))).hasSize(1);
    }

    @Test
    @Timeout(60)
    void loopsOfLinksEnd() throws IOException {
        tree.files("a/b/x.h5");
        // Two loops in one directory would be followed in 2^40 ways.
        Files.createSymbolicLink(tree.path("a/b/up"), tree.path("a"));
        Files.createSymbolicLink(tree.path("a/b/top"), tree.path(""));
        Files.createSymbolicLink(tree.path("a/b/self"), Path.of("."));
        Files.createSymbolicLink(tree.path("a/b/never"), Path.of("never"));

        assertThat(names(list(Map.of("recursiveFileLookup", "true"), ""))).containsExactly("a/b/x.h5");
        assertThat(names(list(Map.of("recursiveFileLookup", "true"), "a/b/up"))).containsExactly("a/b/up/b/x.h5");
        assertThat(names(list(Map.of(), "a/b"))).containsExactly("a/b/x.h5");
    }

    @Test
    void linksThatAreNoLoopsAreFollowed() throws IOException {
        tree.files("store/x.h5");
        Files.createSymbolicLink(tree.path("latest"), tree.path("store"));
        Files.createSymbolicLink(tree.path("store/y.h5"), tree.path("store/x.h5"));
        Files.createSymbolicLink(tree.path("store/broken.h5"), tree.path("none"));

        assertThat(names(list(Map.of("recursiveFileLookup", "true"), "")))
                .containsExactly("latest/x.h5", "latest/y.h5", "store/x.h5", "store/y.h5");
    }

    @Test
    void directoryThatVanishesIsAnErrorUnlessIgnored() {
        tree.files("a.h5", "vanished/b.h5", "sub/c.h5");
        String root = "counting:" + tree.at("");

        assertThatThrownBy(() -> counting(Map.of("recursiveFileLookup", "true"), root))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("vanished")
                .hasMessageContaining("ignoreMissingFiles=true")
                .hasRootCauseMessage("gone: " + root + "/vanished");
        assertThat(counting(Map.of("recursiveFileLookup", "true", "ignoreMissingFiles", "true"), root)
                        .files())
                .hasSize(2);
    }

    @Test
    void directoryThatMayNotBeListedIsAnError() {
        tree.files("a.h5", "forbidden/b.h5", "sub/c.h5");

        assertThatThrownBy(() -> counting(Map.of("ignoreMissingFiles", "true"), "counting:" + tree.at("")))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("forbidden: permission denied");
    }

    @Test
    void directoriesOfOneLevelAreListedTogetherAndEachOnce() {
        for (int cell = 0; cell < 40; cell++) {
            tree.files("cell=" + cell + "/x.h5");
        }
        String root = "counting:" + tree.at("");

        ListedFiles listed = counting(Map.of(), root, root);

        assertThat(listed.files()).hasSize(40);
        assertThat(CountingFileSystem.DIRECTORY_LISTINGS).hasValue(41);
        assertThat(CountingFileSystem.THREADS).hasSizeGreaterThan(1).hasSizeLessThanOrEqualTo(17);
    }

    @Test
    void oneDirectoryNeedsNoThread() {
        tree.files("a.h5");

        counting(Map.of(), "counting:" + tree.at(""));

        assertThat(CountingFileSystem.THREADS)
                .containsExactly(Thread.currentThread().getName());
    }

    @Test
    void objectStoresAreListedInOneGo() {
        tree.files("cell=1/x.h5", "cell=2/y.h5", "cell=2/_hidden.h5", "_temporary/0/z.h5", "cell=2/.git/deep/w");
        String root = "counting:" + tree.at("");
        List<ListedFile> walked = counting(Map.of(), root).files();
        session.setConfString("spark.sql.sources.useListFilesFileSystemList", "s3a,counting");

        ListedFiles listed = counting(Map.of(), root);

        assertThat(CountingFileSystem.TREE_LISTINGS.get()).isPositive();
        assertThat(listed.files()).isEqualTo(walked).hasSize(2);
        assertThat(listed.partitionSchema().simpleString()).isEqualTo("struct<cell:int>");
        assertThat(listed.filteredFiles().hidden()).isEqualTo(3);
    }

    @Test
    @Timeout(60)
    void interruptEndsTheListing() throws InterruptedException {
        tree.files("one/slow/a.h5", "one/b/a.h5");
        CountingFileSystem.slow = new CountDownLatch(1);
        CountingFileSystem.slowEntered = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Boolean> interrupted = new ArrayList<>();
        Thread lister = new Thread(() -> {
            failure.set(catchThrowable(() -> counting(Map.of(), "counting:" + tree.at("one"))));
            interrupted.add(Thread.currentThread().isInterrupted());
        });

        lister.start();
        assertThat(CountingFileSystem.slowEntered.await(30, TimeUnit.SECONDS)).isTrue();
        lister.interrupt();
        lister.join(Duration.ofSeconds(30).toMillis());
        CountingFileSystem.slow.countDown();

        assertThat(failure.get()).isInstanceOf(BattdatException.class).hasMessageContaining("interrupted");
        assertThat(interrupted).containsExactly(true);
    }

    @Test
    void listedFileCanBeSentToExecutors() throws IOException, ClassNotFoundException {
        tree.files("cell=A/at=2024-01-01/x.h5", "cell=A/at=2024-01-01/y.h5");
        List<ListedFile> files = list(Map.of(), "").files();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(new ArrayList<>(files));
        }

        Object read;
        try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            read = objects.readObject();
        }

        assertThat(read).isEqualTo(files);
        assertThat(files.get(0).partitionValues()).isSameAs(files.get(1).partitionValues());
    }

    @Test
    void integersOfTheUserSchemaAreNeverWrapped() {
        tree.files("a=300/x.h5");
        ListedFiles listed = list(Map.of(), "");

        assertThatThrownBy(() -> listed.withUserSchema(new StructType().add("a", DataTypes.ByteType)))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("'300'")
                .hasMessageContaining("tinyint");
        assertThatThrownBy(() -> listed.withUserSchema(StructType.fromDDL("a array<int>")))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("array<int>");
        assertThatThrownBy(() -> listed.withUserSchema(StructType.fromDDL("a decimal(2,0)")))
                .isInstanceOf(BattdatException.class);
        assertThat(listed.withUserSchema(StructType.fromDDL("b int")).partitionSchema())
                .isEqualTo(listed.partitionSchema());
    }

    @Test
    void basePathWithACommonBeginningOnlyIsWrong() {
        tree.files("data/a=1/x.h5", "data2/a=1/x.h5");

        assertThatThrownBy(() -> list(Map.of("basePath", tree.at("data")), "data2/a=1"))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("does not lie in it");
    }

    private ListedFiles list(Map<String, String> options, String... names) {
        List<String> paths = Arrays.stream(names).map(tree::at).toList();
        return new FileListing(options(options), new Configuration()).list(paths);
    }

    private ListedFiles counting(Map<String, String> options, String... paths) {
        return new FileListing(options(options), CountingFileSystem.configuration()).list(List.of(paths));
    }

    private ListingOptions options(Map<String, String> options) {
        return ListingOptions.from(new CaseInsensitiveStringMap(options), session);
    }

    private List<String> names(ListedFiles listed) {
        String root = tree.listed("");
        return listed.files().stream()
                .map(file -> file.path().substring(root.length() + 1))
                .toList();
    }
}

package io.battdat.spark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same directories, paths and options, listed by Spark's own text source and by us. */
class SparkParityTest {
    private static final Map<String, String> NO_OPTIONS = Map.of();
    private static SparkSession session;
    private static SparkOracle oracle;

    @TempDir
    private Path directory;

    private Tree tree;

    @BeforeAll
    static void startSpark() {
        session = SparkOracle.session();
        oracle = new SparkOracle(session);
    }

    @AfterAll
    static void stopSpark() {
        session.stop();
    }

    @BeforeEach
    void plantTree() {
        tree = new Tree(directory);
    }

    @AfterEach
    void resetSession() {
        for (String setting : List.of(
                "spark.sql.caseSensitive",
                "spark.sql.timestampType",
                "spark.sql.sources.partitionColumnTypeInference.enabled",
                "spark.sql.sources.validatePartitionColumns")) {
            session.conf().unset(setting);
        }
        session.conf().set("spark.sql.session.timeZone", "UTC");
    }

    @Test
    void plainDirectoryGivesItsOwnFilesOnly() {
        tree.files("a.txt", "b.txt", "sub/c.txt", "sub/deeper/d.txt");

        assertThat(same(NO_OPTIONS, "").files()).hasSize(2);
    }

    @Test
    void hiddenFilesAreLeftOut() {
        tree.files("a.txt", "_b.txt", ".c.txt", "d.txt._COPYING_", "_temporary/0/e.txt", ".git/f.txt", "_SUCCESS")
                .files("_a=1.txt");

        assertThat(same(NO_OPTIONS, "").files()).hasSize(2);
        assertThat(same(Map.of("recursiveFileLookup", "true"), "").files()).hasSize(2);
        same(NO_OPTIONS, "*");
        same(NO_OPTIONS, "_temporary/0");
    }

    @Test
    void recursiveFileLookupGivesAllFilesAndNoPartitions() {
        tree.files("a.txt", "sub/b.txt", "cell=1/c.txt", "sub/cell=2/d.txt", "_hidden/e.txt");

        SparkOracle.Listing listing = same(Map.of("recursiveFileLookup", "true"), "");

        assertThat(listing.files()).hasSize(4);
        assertThat(listing.columns()).isEmpty();
        assertThat(same(Map.of("RECURSIVEFILELOOKUP", "TRUE"), "", "sub").files())
                .hasSize(4);
    }

    @Test
    void partitionsOfEveryType() {
        tree.files("cell=1/day=2024-02-29/rate=0.5/at=2024-01-01 10%3A00%3A00/name=a%2Fb c/big=12345678901/x.txt")
                .files("cell=2/day=2024-03-01/rate=1/at=2024-01-01 10%3A00%3A00.5/name=d/big=3/y.txt")
                .files("cell=__HIVE_DEFAULT_PARTITION__/day=2024-03-01/rate=1/at=2024-01-01/name=7/big=3/z.txt");

        assertThat(same(NO_OPTIONS, "").columns())
                .isEqualTo("cell int, day date, rate double, at timestamp, name string, big bigint");
    }

    @Test
    void mixedTypesMeetInAWiderOne() {
        tree.files("a=1/b=1/c=2024-01-01/x.txt", "a=x/b=12345678901234567890/c=5/x.txt", "a=2.5/b=7/c=1/x.txt");

        assertThat(same(NO_OPTIONS, "").columns()).isEqualTo("a string, b decimal(20,0), c string");
    }

    @Test
    void allNullPartitions() {
        tree.files("a=__HIVE_DEFAULT_PARTITION__/x.txt");

        assertThat(same(NO_OPTIONS, "").files()).hasSize(1);
    }

    @Test
    void inferenceMayBeSwitchedOff() {
        session.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
        tree.files("a=1/b=2024-01-01/x.txt", "a=007/b=__HIVE_DEFAULT_PARTITION__/y.txt");

        assertThat(same(NO_OPTIONS, "").columns()).isEqualTo("a string, b string");
    }

    @Test
    void partitionTimestampsAreInTheZoneOfTheOptionElseOfTheSession() {
        tree.files("at=2024-01-01 10%3A00%3A00/x.txt");
        session.conf().set("spark.sql.session.timeZone", "Asia/Tokyo");

        SparkOracle.Listing inSessionZone = same(NO_OPTIONS, "");
        SparkOracle.Listing inOptionZone = same(Map.of("timeZone", "America/New_York"), "");

        assertThat(inSessionZone).isNotEqualTo(inOptionZone);
    }

    @Test
    void timestampsWithoutZoneIfTheSessionSaysSo() {
        session.conf().set("spark.sql.timestampType", "TIMESTAMP_NTZ");
        tree.files("at=2024-01-01 10%3A00%3A00/x.txt", "at=2024-01-02/x.txt");

        assertThat(same(NO_OPTIONS, "").columns()).isEqualTo("at timestamp_ntz");
    }

    @Test
    void userSchemaGivesNameAndType() {
        tree.files("Cell=007/rate=1/at=2024-01-01/x.txt", "Cell=8/rate=2/at=2024-01-02/y.txt");
        StructType schema = new StructType()
                .add("cell", DataTypes.StringType)
                .add("RATE", DataTypes.createDecimalType(10, 2))
                .add("at", DataTypes.TimestampType);

        SparkOracle.Listing listing = same(NO_OPTIONS, Optional.of(schema), "");

        assertThat(listing.columns()).isEqualTo("cell string, RATE decimal(10,2), at timestamp");
        assertThat(listing.files().get(0)).contains("| 007 |");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"string", "tinyint", "smallint", "int", "bigint", "float", "double", "decimal(5,1)", "binary"})
    void userSchemaOfEveryNumericType(String type) {
        tree.files("a=12/x.txt", "a=7/y.txt", "a=__HIVE_DEFAULT_PARTITION__/z.txt");

        assertThat(same(NO_OPTIONS, Optional.of(StructType.fromDDL("a " + type)), "")
                        .files())
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"date", "timestamp", "timestamp_ntz", "string"})
    void userSchemaOfEveryTemporalType(String type) {
        tree.files("a=2024-01-01/x.txt", "a=2023-12-31/y.txt");

        same(NO_OPTIONS, Optional.of(StructType.fromDDL("a " + type)), "");
    }

    @Test
    void userSchemaOfBooleans() {
        tree.files("a=true/x.txt", "a=FALSE/y.txt");

        same(NO_OPTIONS, Optional.of(StructType.fromDDL("a boolean")), "");
    }

    @Test
    void valueThatDoesNotFitTheUserSchema() {
        tree.files("a=12/x.txt", "a=many/y.txt");
        Optional<StructType> schema = Optional.of(StructType.fromDDL("a int"));

        assertThat(bothFail(NO_OPTIONS, schema, ""))
                .hasMessageContaining("a=many")
                .hasMessageContaining("'a'")
                .hasMessageContaining("int");

        session.conf().set("spark.sql.sources.validatePartitionColumns", "false");
        assertThat(same(NO_OPTIONS, schema, "").files()).hasSize(2);
    }

    @Test
    void caseOfColumnNames() {
        tree.files("Cell=1/x.txt", "Cell=2/y.txt");
        Optional<StructType> lower = Optional.of(StructType.fromDDL("cell string"));

        assertThat(same(NO_OPTIONS, lower, "").columns()).isEqualTo("cell string");
        session.conf().set("spark.sql.caseSensitive", "true");
        assertThat(oracle.ours(given(""), NO_OPTIONS, lower).columns()).isEqualTo("Cell int");
    }

    @Test
    void columnNamesThatDifferInCase() {
        tree.files("cell=1/x.txt", "CELL=2/y.txt");

        assertThat(oracle.ours(given(""), NO_OPTIONS, Optional.empty()).columns())
                .isEqualTo("CELL int");
        session.conf().set("spark.sql.caseSensitive", "true");
        assertThat(bothFail(NO_OPTIONS, Optional.empty(), ""))
                .hasMessageContaining("Conflicting partition column names");
    }

    @Test
    void partitionDirectoriesWithUnderscoreAreData() {
        tree.files("_cell=1/x.txt", "_cell=2/_hidden=3.txt", "_notes/y.txt");

        assertThat(same(NO_OPTIONS, "").columns()).isEqualTo("_cell int");
    }

    @Test
    void escapedNamesAndValues() {
        tree.files("c%3Aell%=a%20b%/x.txt", "c%3Aell%=%zz%41%C3%A9é%/y.txt", "c%3Aell%=%2/z.txt");

        assertThat(same(NO_OPTIONS, "").columns()).isEqualTo("c:ell% string");
    }

    @Test
    void awkwardFileNames() {
        tree.files(
                "with space.txt", "per%20cent%.txt", "ümläut 電池.txt", "plus+and&hash#.txt", "semi;colon,'quote'.txt");

        assertThat(same(NO_OPTIONS, "").files()).hasSize(5);
        same(NO_OPTIONS, "with space.txt", "per%20cent%.txt", "ümläut 電池.txt");
        same(NO_OPTIONS, "*.txt");
    }

    @Test
    void awkwardDirectoryNames() {
        tree.files("a b/c%2Fd/ü/x.txt", "a b/c%2Fd/ü/k=ü ü/y.txt");

        same(NO_OPTIONS, "a b/c%2Fd/ü");
        same(NO_OPTIONS, "a b/c%2Fd/ü/x.txt");
        same(NO_OPTIONS, "a b/*/ü/k=*");
    }

    @Test
    void nonPartitionDirectoryInsideAPartition() {
        tree.files("a=1/x/f.txt", "a=2/f.txt");

        assertThat(same(NO_OPTIONS, "").files()).hasSize(2);
    }

    @Test
    void nonPartitionDirectoryAbovePartitions() {
        tree.files("table/a=1/f.txt", "table/a=2/f.txt");

        assertThat(same(NO_OPTIONS, "").files()).hasSize(2);
    }

    @Test
    void filesBesidePartitionDirectoriesAreNotRead() {
        tree.files("readme.txt", "a=1/f.txt");

        assertThat(same(NO_OPTIONS, "").files()).hasSize(1);
    }

    @Test
    void conflictingDirectories() {
        tree.files("notes/readme.txt", "a=1/f.txt");

        assertThat(bothFail(NO_OPTIONS, Optional.empty(), ""))
                .hasMessageContaining("Conflicting directory structures detected")
                .hasMessageContaining("notes")
                .hasMessageContaining("basePath");
        // Which columns there are does not depend on a filter of files.
        bothFail(Map.of("pathGlobFilter", "f.*"), Optional.empty(), "");
        Map<String, String> ignore = Map.of("ignoreInvalidPartitionPaths", "true");
        assertThat(oracle.ours(given(""), ignore, Optional.empty()).files()).hasSize(1);
        if (knowsIgnoreInvalidPartitionPaths()) {
            same(ignore, "");
        }
    }

    @Test
    void conflictingDepthsAndNames() {
        tree.files("depth/a=1/f.txt", "depth/a=1/b=2/f.txt", "names/a=1/f.txt", "names/b=1/f.txt");

        assertThat(bothFail(NO_OPTIONS, Optional.empty(), "depth"))
                .hasMessageContaining("Conflicting partition column names detected")
                .hasMessageContaining("a, b");
        bothFail(NO_OPTIONS, Optional.empty(), "names");
    }

    @Test
    void namelessColumnsAndMissingValuesAndDoubleColumns() {
        tree.files("nameless/=1/f.txt", "valueless/a=/f.txt", "double/a=1/A=2/f.txt");

        assertThat(bothFail(NO_OPTIONS, Optional.empty(), "nameless")).hasMessageContaining("nameless/=1");
        assertThat(bothFail(NO_OPTIONS, Optional.empty(), "valueless")).hasMessageContaining("valueless/a=");
        assertThat(bothFail(NO_OPTIONS, Optional.empty(), "double"))
                .hasMessageContaining("'A' occurs twice")
                .hasMessageContaining("spark.sql.caseSensitive");
        session.conf().set("spark.sql.caseSensitive", "true");
        same(NO_OPTIONS, "double");
    }

    @Test
    void givenPartitionsLoseTheirColumnWithoutBasePath() {
        tree.files("a=1/b=x/f.txt", "a=2/b=y/f.txt");

        assertThat(same(NO_OPTIONS, "a=1").columns()).isEqualTo("b string");
        assertThat(same(NO_OPTIONS, "a=1/b=x", "a=2/b=y").columns()).isEmpty();
        assertThat(same(NO_OPTIONS, "a=1/b=x/f.txt").columns()).isEmpty();
        assertThat(same(NO_OPTIONS, "a=*/b=*").columns()).isEmpty();
        bothFail(NO_OPTIONS, Optional.empty(), "a=1", "a=2");
        bothFail(NO_OPTIONS, Optional.empty(), "", "a=1");
    }

    @Test
    void basePathKeepsTheColumns() {
        tree.files("a=1/b=x/f.txt", "a=2/b=y/f.txt", "a=3/b=y/f.txt");
        Map<String, String> basePath = Map.of("basePath", tree.at(""));

        assertThat(same(basePath, "a=1", "a=2/b=y/f.txt").columns()).isEqualTo("a int, b string");
        assertThat(same(basePath, "a={1,3}/b=*").files()).hasSize(2);
        assertThat(same(basePath, "a=[23]").files()).hasSize(2);
        assertThat(same(basePath, "a=?/b=y/*.txt").files()).hasSize(2);
        same(Map.of("basePath", tree.listed("a=1")), "a=1/b=x/f.txt");
        same(Map.of("basePath", tree.at("") + "/"), "a=1");
    }

    @Test
    void wrongBasePaths() {
        tree.files("a=1/f.txt", "other/g.txt");

        assertThat(bothFail(Map.of("basePath", tree.at("other")), Optional.empty(), "a=1"))
                .hasMessageContaining("basePath")
                .hasMessageContaining("a=1");
        assertThat(bothFail(Map.of("basePath", tree.at("none")), Optional.empty(), "a=1"))
                .hasMessageContaining("does not exist");
        assertThat(bothFail(Map.of("basePath", tree.at("a=1/f.txt")), Optional.empty(), "a=1"))
                .hasMessageContaining("is a file");
    }

    @Test
    void severalPaths() {
        tree.files("one/a.txt", "two/b.txt", "two/c.txt", "three/d.txt");

        assertThat(same(NO_OPTIONS, "one", "two/c.txt", "thr*").files()).hasSize(3);
        assertThat(same(NO_OPTIONS, "one", "one").files()).hasSize(2);
        assertThat(same(NO_OPTIONS, "two", "two/c.txt").files()).hasSize(3);
        assertThat(same(Map.of("recursiveFileLookup", "true"), "", "two/c.txt").files())
                .hasSize(4);
    }

    @Test
    void globs() {
        tree.files("a1.txt", "a2.txt", "b1.txt", "b2.csv", "sub/a1.txt", "sub2/deep/a1.txt", "_hidden/a1.txt");

        assertThat(same(NO_OPTIONS, "a?.txt").files()).hasSize(2);
        assertThat(same(NO_OPTIONS, "[!a]*.txt").files()).hasSize(1);
        assertThat(same(NO_OPTIONS, "{a,b}1.txt").files()).hasSize(2);
        assertThat(same(NO_OPTIONS, "*/a1.txt").files()).hasSize(2);
        assertThat(same(NO_OPTIONS, "sub*").files()).hasSize(1);
        same(NO_OPTIONS, "*");
        same(NO_OPTIONS, "*/*");
    }

    @Test
    void pathGlobFilterMatchesNames() {
        tree.files("a.txt", "b.csv", "c.TXT", "sub/d.txt", "k/a=1/e.txt", "k/a=2/f.csv");

        assertThat(same(Map.of("pathGlobFilter", "*.txt"), "sub").files()).hasSize(1);
        assertThat(same(Map.of("pathGlobFilter", "*.{txt,csv}", "recursiveFileLookup", "true"), "")
                        .files())
                .hasSize(5);
        assertThat(same(Map.of("pathGlobFilter", "*.txt"), "k").files()).hasSize(1);
        assertThat(same(Map.of("pathGlobFilter", "*.none"), "sub").files()).isEmpty();
        assertThat(same(Map.of("pathGlobFilter", "*.csv"), "a.txt").files()).isEmpty();
    }

    @Test
    void modificationTimes() {
        tree.modified("old.txt", Instant.parse("2020-06-15T05:00:00Z"))
                .modified("middle.txt", Instant.parse("2021-06-15T05:00:00.500Z"))
                .modified("new.txt", Instant.parse("2022-06-15T05:00:00Z"));

        assertThat(same(Map.of("modifiedBefore", "2021-06-15T05:00:00"), "").files())
                .hasSize(1);
        assertThat(same(Map.of("modifiedAfter", "2021-06-15T05:00:00"), "").files())
                .hasSize(2);
        assertThat(same(Map.of("modifiedBefore", "2022-06-15T05:00:00", "modifiedAfter", "2020-06-15T05:00:00"), "")
                        .files())
                .hasSize(1);
        assertThat(same(Map.of("modifiedAfter", "2021-06-15"), "").files()).hasSize(2);
        bothFail(Map.of("modifiedAfter", "last summer"), Optional.empty(), "");
    }

    /** Spark moves a file's time by the offset of the zone, and the threshold too, the other way; we compare instants. */
    @Test
    void modificationTimesInAnotherTimeZoneDifferFromSpark() {
        tree.modified("a.txt", Instant.parse("2024-01-01T12:00:00Z"));
        List<String> paths = given("");

        // 12:00 UTC is 21:00 in Tokyo: before 21:30, and not after it.
        Map<String, String> before = Map.of("timeZone", "Asia/Tokyo", "modifiedBefore", "2024-01-01T21:30:00");
        Map<String, String> after = Map.of("timeZone", "Asia/Tokyo", "modifiedAfter", "2024-01-01T21:30:00");

        assertThat(oracle.ours(paths, before, Optional.empty()).files()).hasSize(1);
        assertThat(oracle.ours(paths, after, Optional.empty()).files()).isEmpty();
        assertThat(oracle.spark(paths, before, Optional.empty()).files()).isEmpty();
        assertThat(oracle.spark(paths, after, Optional.empty()).files()).hasSize(1);
    }

    @Test
    void missingPaths() {
        tree.files("a.txt");

        for (String path : List.of("none", "none.txt", "none*", "a.txt/none")) {
            assertThat(bothFail(NO_OPTIONS, Optional.empty(), "a.txt", path))
                    .isInstanceOf(AnalysisException.class)
                    .hasMessageContaining(tree.at(path))
                    .hasMessageContaining("PATH_NOT_FOUND")
                    .hasMessageContaining("ignoreMissingFiles");
        }
    }

    @Test
    void emptyDirectory() {
        tree.directory("empty");

        assertThat(same(NO_OPTIONS, "empty").files()).isEmpty();
    }

    @Test
    void pathsInOtherForms() {
        tree.files("sub/a.txt");

        for (String path : List.of(
                tree.listed("sub"),
                "file://" + tree.at("sub"),
                tree.at("sub/"),
                tree.at("sub/../sub"),
                tree.at("./sub"))) {
            assertThat(same(NO_OPTIONS, Optional.empty(), List.of(path)).files())
                    .hasSize(1);
        }
    }

    /** Whatever the directories look like: the same files and columns, or an error from both. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomTrees(long seed) {
        Random random = new Random(seed);
        int listed = 0;
        for (int round = 0; round < 40; round++) {
            Tree forest = new Tree(directory.resolve("round" + round));
            List<String> directories = new ArrayList<>(List.of(""));
            for (int count = 0; count < 1 + random.nextInt(8); count++) {
                String parent = pick(random, directories);
                directories.add(parent + pick(random, DIRECTORY_NAMES) + "/");
            }
            directories.forEach(name -> {
                if (random.nextInt(4) > 0) {
                    forest.files(name + pick(random, FILE_NAMES));
                } else {
                    forest.directory(name);
                }
            });
            List<String> paths = new ArrayList<>();
            for (int count = 0; count < 1 + random.nextInt(2); count++) {
                String glob = pick(random, List.of("", "", "", "*", "*/*", "a=*"));
                paths.add(forest.at((random.nextInt(3) == 0 ? pick(random, directories) : "") + glob));
            }
            Map<String, String> options = new TreeMap<>();
            if (random.nextInt(5) == 0) {
                options.put("recursiveFileLookup", "true");
            }
            if (random.nextInt(4) == 0) {
                options.put("basePath", forest.at(""));
            }
            if (random.nextInt(5) == 0) {
                options.put("pathGlobFilter", "x*");
            }
            if (knowsIgnoreInvalidPartitionPaths() && random.nextInt(5) == 0) {
                options.put("ignoreInvalidPartitionPaths", "true");
            }
            listed += compareOutcomes(paths, options);
        }
        assertThat(listed).as("rounds that were no error").isGreaterThan(10);
    }

    private static final List<String> DIRECTORY_NAMES = List.of(
            "a=1", "a=1", "a=2", "a=x", "a=__HIVE_DEFAULT_PARTITION__", "b=1.5", "_c=2024-01-01", "sub", "_hid", "d.d");
    private static final List<String> FILE_NAMES = List.of("x1.txt", "x 2.txt", "y.txt", "_z.txt", "k=v.txt");

    private static <T> T pick(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** 1 if both listed, 0 if both failed. */
    private static int compareOutcomes(List<String> paths, Map<String, String> options) {
        SparkOracle.Listing[] listings = new SparkOracle.Listing[2];
        Throwable spark = catchThrowable(() -> listings[0] = oracle.spark(paths, options, Optional.empty()));
        Throwable ours = catchThrowable(() -> listings[1] = oracle.ours(paths, options, Optional.empty()));
        assertThat(ours != null)
                .as("%s %s: Spark %s, we %s", paths, options, spark, ours)
                .isEqualTo(spark != null);
        assertThat(listings[1]).as("%s %s", paths, options).isEqualTo(listings[0]);
        return spark == null ? 1 : 0;
    }

    /** An option that came with Spark 4.0; ours has it on every Spark. */
    private static boolean knowsIgnoreInvalidPartitionPaths() {
        return !session.version().startsWith("3.");
    }

    private SparkOracle.Listing same(Map<String, String> options, String... names) {
        return same(options, Optional.empty(), names);
    }

    private SparkOracle.Listing same(Map<String, String> options, Optional<StructType> userSchema, String... names) {
        return same(options, userSchema, given(names));
    }

    private static SparkOracle.Listing same(
            Map<String, String> options, Optional<StructType> userSchema, List<String> paths) {
        SparkOracle.Listing ours = oracle.ours(paths, options, userSchema);
        assertThat(ours).isEqualTo(oracle.spark(paths, options, userSchema));
        return ours;
    }

    /** What we throw, where Spark throws too. */
    private Throwable bothFail(Map<String, String> options, Optional<StructType> userSchema, String... names) {
        List<String> paths = given(names);
        assertThat(catchThrowable(() -> oracle.spark(paths, options, userSchema)))
                .as("Spark's error")
                .isNotNull();
        Throwable ours = catchThrowable(() -> oracle.ours(paths, options, userSchema));
        assertThat(ours).as("our error").isNotNull();
        return ours;
    }

    private List<String> given(String... names) {
        return Arrays.stream(names).map(tree::at).toList();
    }
}

package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.CountedFileSystem;
import io.battdat.spark.testing.Plans;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.StorageLog;
import io.battdat.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.LocalTableScanExec;
import org.apache.spark.sql.execution.aggregate.HashAggregateExec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row counts and zone maps answer {@code count}, {@code min} and {@code max}, with the results of reading the rows. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class AggregatePushdownTest {
    private static final List<String> QUERIES = List.of(
            "SELECT count(*) FROM t",
            "SELECT count(1), count(voltage), count(state), count(site), count(cell), count(only_here) FROM t",
            "SELECT min(voltage), max(voltage), min(cycle_number), max(cycle_number), min(only_here) FROM t",
            "SELECT min(odd) + 0.0D, max(odd), count(odd) FROM t",
            "SELECT min(cell), max(cell), min(site), max(site) FROM t",
            "SELECT cell, count(*), max(voltage), min(odd) + 0.0D FROM t GROUP BY cell",
            "SELECT site, count(*), max(cycle_number) FROM t GROUP BY site",
            "SELECT cell, site, count(only_here), max(only_here) FROM t GROUP BY cell, site",
            "SELECT DISTINCT cell FROM t",
            "SELECT count(*), max(voltage) FROM t WHERE site = 1",
            "SELECT count(*), min(voltage) FROM t WHERE cell = 'a'",
            "SELECT cell, count(*) FROM t WHERE cell <> 'a' OR site IS NULL GROUP BY cell",
            "SELECT count(*), max(voltage), min(test_time) FROM t WHERE cycle_number >= 7",
            "SELECT cell, count(*), max(odd) FROM t WHERE cycle_number BETWEEN 2 AND 5 GROUP BY cell",
            "SELECT count(*), max(voltage) FROM t WHERE state = 'resting' AND voltage > 3.3",
            "SELECT count(*), max(voltage), min(cell) FROM t WHERE cycle_number > 1000",
            "SELECT cell, count(*) FROM t WHERE cycle_number > 1000 GROUP BY cell",
            "SELECT count(*) FROM t WHERE only_here IS NULL",
            "SELECT count(*) + 1, 2 * max(cycle_number) AS twice FROM t HAVING count(*) > 3",
            "SELECT avg(voltage), count(*) FROM t",
            "SELECT count(DISTINCT cycle_number), max(voltage) FROM t",
            "SELECT upper(cell), count(*) FROM t GROUP BY upper(cell)",
            "SELECT count(*) FILTER (WHERE voltage > 3.4), max(state) FROM t");

    @TempDir
    private Path directory;

    private Path archive;

    /** Cells in directories of sites, one of which has none; odd numbers; a column that only one file has. */
    @BeforeEach
    void write(SparkSession spark) throws IOException {
        archive = directory.resolve("archive");
        SharedSpark.forManySmallQueries(spark);
        // or else Spark is left the filters of a table as small as this
        spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
        Dataset<Row> rows = spark.range(3000)
                .selectExpr(
                        "element_at(array('a', 'b', 'c'), cast(1 + id DIV 1000 AS int)) AS cell",
                        "if(id < 2000, 1 + id DIV 1000, null) AS site",
                        "(id % 1000) DIV 100 AS cycle_number",
                        "cast(id % 1000 AS double) AS test_time",
                        "3 + (hash(id) % 1024) / 4096D AS voltage",
                        "CASE WHEN id % 1000 > 900 OR id >= 2000 THEN double('NaN') WHEN id % 7 = 0 THEN -0.0D"
                                + " ELSE 0.0D END AS odd",
                        "if(id % 3 = 0, 'resting', 'charging') AS state");
        rows.write()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("chunkRows", 64)
                .partitionBy("site")
                .mode("append")
                .save(archive.toString());
        rows.where("cell = 'a'")
                .selectExpr("'d' AS cell", "1L AS site", "cycle_number", "test_time", "test_time AS only_here")
                .write()
                .format("battdat")
                .option("cellColumn", "cell")
                .partitionBy("site")
                .mode("append")
                .save(archive.toString());
        try (Stream<Path> files = Files.walk(archive)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".h5")).toList()) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(1_600_000_000_000L));
            }
        }
    }

    private DataFrameReader reader(SparkSession spark) {
        return spark.read().format("battdat").option("cellColumn", "cell").option("mergeSchema", "true");
    }

    private Dataset<Row> sql(SparkSession spark, String query) {
        reader(spark).load(CountedFileSystem.uri(archive)).createOrReplaceTempView("t");
        return spark.sql(query);
    }

    private List<String> results(SparkSession spark, boolean pushed) {
        spark.conf().set(ReadOption.AGGREGATE_PUSHDOWN_SETTING, Boolean.toString(pushed));
        return QUERIES.stream()
                .map(query -> query + " = "
                        + sql(spark, query).collectAsList().stream()
                                .map(Row::toString)
                                .sorted()
                                .toList())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4194304", "1000"}) // files whole, and files that are opened to plan
    void resultsAreThoseOfReadingTheRows(String bytes, SparkSession spark) {
        spark.conf().set("spark.sql.files.openCostInBytes", bytes);
        spark.conf().set("spark.sql.files.maxPartitionBytes", bytes);
        List<String> expected = results(spark, false);
        assertThat(results(spark, true)).isEqualTo(expected);
        BattdatIndex.of(spark, archive.toString()).run();
        assertThat(results(spark, true)).isEqualTo(expected);
    }

    /** As many files as need a Spark job to be opened. */
    @Test
    void manyFilesAreOpenedInAJob(SparkSession spark) {
        spark.conf().set("spark.sql.files.openCostInBytes", "1000");
        spark.conf().set("spark.sql.files.maxPartitionBytes", "1000");
        spark.conf().set("spark.sql.sources.parallelPartitionDiscovery.threshold", "2");
        List<String> expected = results(spark, false);
        assertThat(results(spark, true)).isEqualTo(expected);
    }

    @Test
    void zoneMapsAnswerWithoutAnyChunk(SparkSession spark) throws IOException {
        String query = "SELECT cell, count(*), min(voltage), max(voltage), max(cycle_number) FROM t GROUP BY cell";
        Dataset<Row> aggregates = sql(spark, query);
        assertThat(Plans.explain(aggregates))
                .contains("PushedAggregates: [COUNT(*), MIN(voltage), MAX(voltage), MAX(cycle_number)],"
                        + " PushedGroupByExpressions: [cell]");
        aggregates.collectAsList();
        assertThat(Plans.metric(aggregates, "chunksRead")).isZero();
        Dataset<Row> filtered = sql(spark, "SELECT count(*), max(voltage) FROM t WHERE cycle_number = 3");
        filtered.collectAsList();
        // of 16 chunks of each cell two hold other cycles beside this one
        assertThat(Plans.metric(filtered, "chunksRead")).isBetween(1L, 2L * 3 + 1);
        assertThat(Plans.metric(filtered, "chunksPruned")).isPositive();
    }

    @Test
    void readmeSaysWhatIsExplained(SparkSession spark) throws IOException {
        String explained = "PushedAggregates: [COUNT(*), MAX(voltage)], PushedGroupByExpressions: [cell]";
        assertThat(Plans.explain(sql(spark, "SELECT cell, count(*), max(voltage) FROM t GROUP BY cell")))
                .contains(explained);
        assertThat(Files.readString(Corpus.repository().resolve("README.md"))).contains("says `" + explained + "`");
    }

    @Test
    void anIndexAnswersWithoutAnyTask(SparkSession spark) {
        BattdatIndex.of(spark, archive.toString()).run();
        for (String query : List.of(
                "SELECT count(*) FROM t",
                "SELECT cell, site, count(*), min(voltage), max(odd) FROM t WHERE cell < 'd' GROUP BY cell, site",
                "SELECT DISTINCT site FROM t",
                "SELECT count(*), max(voltage) FROM t WHERE site = 1 AND cell = 'a'",
                "SELECT max(test_time) FROM t WHERE cycle_number < 1000")) {
            Dataset<Row> aggregates = sql(spark, query);
            StorageLog.clear();
            aggregates.collectAsList();
            assertThat(Plans.operators(aggregates, LocalTableScanExec.class))
                    .as(query)
                    .hasSize(1);
            assertThat(Plans.operators(aggregates, HashAggregateExec.class))
                    .as(query)
                    .isEmpty();
            assertThat(StorageLog.reads()).as(query).noneMatch(read -> read.file()
                    .endsWith(".h5"));
        }
        // what the index cannot tell is read
        assertThat(Plans.scans(sql(spark, "SELECT max(voltage) FROM t WHERE cycle_number < 3")))
                .hasSize(1);
    }

    @Test
    void filesThatAnIndexDoesNotKnowAreCounted(SparkSession spark) {
        BattdatIndex.of(spark, archive.toString()).run();
        Archives.copyFixture("cells-prefixes", archive.resolve("site=9").resolve("new.h5"));
        List<String> expected = results(spark, false);
        assertThat(results(spark, true)).isEqualTo(expected);
    }

    @Test
    void theOptionSwitchesItOff(SparkSession spark) {
        Dataset<Row> counted = reader(spark)
                .option("aggregatePushdown", "false")
                .load(archive.toString())
                .selectExpr("count(*)");
        assertThat(Plans.explain(counted)).doesNotContain("PushedAggregates");
        assertThat(counted.head().getLong(0)).isEqualTo(4000);
    }

    @Test
    void aColumnOfAnotherTypeIsTold(SparkSession spark) {
        assertThatThrownBy(() -> spark.read()
                        .schema("cycle_number INT")
                        .format("battdat")
                        .load(archive.toString())
                        .selectExpr("max(cycle_number)")
                        .collectAsList())
                .hasStackTraceContaining("column cycle_number is bigint here, and int in the schema given");
    }

    /** Of a file that is skipped from where it is damaged, the rows before count. */
    @Test
    void damagedFilesCountAsFarAsTheyAreRead(SparkSession spark) {
        Archives.copyFixture("bad/deflate-flipped", directory.resolve("bad").resolve("b.h5"));
        List<String> counts = Stream.of("true", "false")
                .map(pushed -> spark.read()
                        .format("battdat")
                        .option("ignoreCorruptFiles", "true")
                        .option("aggregatePushdown", pushed)
                        .load(directory.resolve("bad").toString())
                        .selectExpr("count(*)", "count(voltage)", "max(voltage)")
                        .head()
                        .toString())
                .toList();
        assertThat(counts.get(0)).isEqualTo(counts.get(1));
    }
}

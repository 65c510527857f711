package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.CycledCells;
import io.battdat.spark.testing.Plans;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.StorageLog;
import io.battdat.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SortExec;
import org.apache.spark.sql.execution.exchange.ShuffleExchangeExec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code preserveDataGrouping}: partitions of whole cells, which Spark need not shuffle. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class GroupedScanTest {
    private static final String JOIN =
            """
            SELECT cell, cycle_number, count(*), sum(voltage), max(capacity_discharge), min(test_time)
            FROM raw_data JOIN cycle_stats USING (cell, cycle_number)
            GROUP BY cell, cycle_number
            ORDER BY cell, cycle_number""";

    @TempDir
    private static Path directory;

    private static CycledCells cells;

    private static CycledCells cells(SparkSession spark) {
        if (cells == null) {
            cells = CycledCells.write(spark, directory);
        }
        return cells;
    }

    /** As the README says. */
    private static void group(SparkSession spark) {
        spark.conf().set("spark.sql.adaptive.enabled", "false");
        spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
        spark.conf().set("spark.sql.battdat.planning.preserve-data-grouping", "true");
        spark.conf().set("spark.sql.sources.v2.bucketing.enabled", "true");
        spark.conf().set("spark.sql.sources.v2.bucketing.pushPartValues.enabled", "true");
        spark.conf().set("spark.sql.requireAllClusterKeysForCoPartition", "false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT cell, count(*), sum(voltage) FROM raw_data GROUP BY cell",
                "SELECT cell, cycle_number, max(voltage) FROM raw_data GROUP BY cell, cycle_number",
                "SELECT DISTINCT cell FROM raw_data",
                "SELECT cell, test_time, sum(voltage) OVER (PARTITION BY cell ORDER BY test_time) FROM raw_data",
                "SELECT r.cell, r.voltage, s.capacity_discharge FROM raw_data r JOIN cycle_stats s"
                        + " ON r.cell = s.cell AND r.cycle_number = s.cycle_number AND r.voltage > 3.1",
                "SELECT cell, count(*) FROM raw_data LEFT JOIN cycle_stats USING (cell, cycle_number) GROUP BY cell",
                "SELECT cell, cycle_number, voltage FROM raw_data FULL JOIN cycle_stats USING (cell, cycle_number)",
                "SELECT cell, count(*) FROM raw_data LEFT SEMI JOIN cycle_stats USING (cell, cycle_number) GROUP BY cell",
                "SELECT a.cell, count(*) FROM raw_data a JOIN raw_data b USING (cell, cycle_number, test_time)"
                        + " GROUP BY a.cell"
            })
    void rowsOfCellsNeedNoShuffle(String query, SparkSession spark) {
        List<Row> expected = cells(spark).onParquet(spark, query).collectAsList();
        group(spark);

        Dataset<Row> rows = cells(spark).onBattdat(spark, query);

        assertThat(Plans.executed(rows, ShuffleExchangeExec.class)).isEmpty();
        assertThat(rows.collectAsList()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void joinByCellAndCycleNeedsNeitherShuffleNorSort(SparkSession spark) {
        List<Row> expected = cells(spark).onParquet(spark, JOIN).collectAsList();
        group(spark);

        Dataset<Row> join = cells(spark).onBattdat(spark, JOIN.substring(0, JOIN.indexOf("ORDER BY")));

        assertThat(Plans.executed(join, ShuffleExchangeExec.class)).isEmpty();
        assertThat(Plans.executed(join, SortExec.class)).isEmpty();
        assertThat(join.orderBy("cell", "cycle_number").collectAsList()).isEqualTo(expected);
    }

    @Test
    void withoutTheOptionSparkShuffles(SparkSession spark) {
        group(spark);
        spark.conf().set("spark.sql.battdat.planning.preserve-data-grouping", "false");

        Dataset<Row> join = cells(spark).onBattdat(spark, JOIN);

        assertThat(Plans.executed(join, ShuffleExchangeExec.class)).isNotEmpty();
        assertThat(Plans.executed(join, SortExec.class)).isNotEmpty();
    }

    @Test
    void adaptiveExecutionAndBroadcastsDoNotMatter(SparkSession spark) {
        List<Row> expected = cells(spark).onParquet(spark, JOIN).collectAsList();
        group(spark);
        spark.conf().set("spark.sql.adaptive.enabled", "true");
        spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "10MB");

        Dataset<Row> join = cells(spark).onBattdat(spark, JOIN);

        assertThat(join.collectAsList()).isEqualTo(expected);
        // the one for ORDER BY
        assertThat(join.queryExecution().executedPlan().toString().split("Exchange rangepartitioning"))
                .hasSizeGreaterThan(1);
        assertThat(join.queryExecution().executedPlan().toString()).doesNotContain("Exchange hashpartitioning");
    }

    /** A large cell keeps its tasks in a join if Spark is told to spread them. */
    @Test
    void largeCellsAreSplitIfSparkSpreadsThem(SparkSession spark) {
        List<Row> expected = cells(spark).onParquet(spark, JOIN).collectAsList();
        group(spark);
        spark.conf().set("spark.sql.sources.v2.bucketing.partiallyClusteredDistribution.enabled", "true");
        spark.conf().set("spark.sql.files.maxPartitionBytes", "2KB");
        spark.conf().set("spark.sql.files.openCostInBytes", "1");

        Dataset<Row> join = cells(spark)
                .onBattdat(
                        spark,
                        "SELECT r.cell, r.cycle_number, r.voltage, r.test_time, s.capacity_discharge"
                                + " FROM raw_data r JOIN cycle_stats s USING (cell, cycle_number)");

        assertThat(Plans.executed(join, ShuffleExchangeExec.class)).isEmpty();
        assertThat(join.rdd().getNumPartitions()).isGreaterThan(2 * CycledCells.CELLS);
        join.createOrReplaceTempView("joined");
        assertThat(spark.sql(
                                """
                                SELECT cell, cycle_number, count(*), sum(voltage), max(capacity_discharge), min(test_time)
                                FROM joined GROUP BY cell, cycle_number ORDER BY cell, cycle_number""")
                        .collectAsList())
                .isEqualTo(expected);
        // on its own, an aggregate needs each cell in one task
        Dataset<Row> counts = cells(spark).onBattdat(spark, "SELECT cell, count(*) FROM raw_data GROUP BY cell");
        assertThat(counts.collectAsList())
                .hasSize(CycledCells.CELLS)
                .allMatch(row -> row.getLong(1) == CycledCells.ROWS_PER_CELL);
    }

    @Test
    void optionsHoldForOneTableAndWinOverTheSession(SparkSession spark) {
        group(spark);
        spark.conf().set("spark.sql.battdat.planning.preserve-data-grouping", "false");
        Dataset<Row> asked = cells(spark).load(spark, "raw_data", "preserveDataGrouping", "true");
        spark.conf().set("spark.sql.battdat.planning.preserve-data-grouping", "true");
        Dataset<Row> refused = cells(spark).load(spark, "raw_data", "preserveDataGrouping", "false");

        assertThat(Plans.executed(asked.groupBy("cell").count(), ShuffleExchangeExec.class))
                .isEmpty();
        assertThat(Plans.executed(refused.groupBy("cell").count(), ShuffleExchangeExec.class))
                .hasSize(1);
    }

    /** Nothing to group by: the query is planned as any other. */
    @Test
    void queriesThatDoNotReadTheCellArePackedAsEver(SparkSession spark) {
        group(spark);
        Dataset<Row> rows = cells(spark).load(spark, "raw_data", "preserveDataGrouping", "true");

        assertThat(rows.select("cell", "voltage").rdd().getNumPartitions()).isEqualTo(CycledCells.CELLS);
        assertThat(rows.select("voltage").rdd().getNumPartitions()).isLessThan(CycledCells.CELLS);
        assertThat(rows.count()).isEqualTo((long) CycledCells.CELLS * CycledCells.ROWS_PER_CELL);
    }

    /** What {@code groupBy("cell", "cycle_number").applyInPandas} is in Java: each group is whole. */
    @Test
    void functionsOfWholeCyclesNeedNoShuffle(SparkSession spark) {
        group(spark);
        Dataset<Row> rows = cells(spark).load(spark, "raw_data", "preserveDataGrouping", "true");

        Dataset<Long> lengths = rows.groupBy("cell", "cycle_number")
                .as(Encoders.row(rows.select("cell", "cycle_number").schema()), Encoders.row(rows.schema()))
                .flatMapGroups(
                        (FlatMapGroupsFunction<Row, Row, Long>) (key, group) -> {
                            long length = 0;
                            while (group.hasNext()) {
                                group.next();
                                length++;
                            }
                            return List.of(length).iterator();
                        },
                        Encoders.LONG());

        assertThat(Plans.executed(lengths, ShuffleExchangeExec.class)).isEmpty();
        assertThat(lengths.collectAsList())
                .hasSize(CycledCells.CELLS * CycledCells.CYCLES)
                .containsOnly((long) CycledCells.ROWS_PER_CYCLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void keysOfSmallFilesAreFoundInASparkJob(int threshold, SparkSession spark) {
        group(spark);
        spark.conf().set("spark.sql.sources.parallelPartitionDiscovery.threshold", threshold);
        Dataset<Row> rows = cells(spark).load(spark, "raw_data", "preserveDataGrouping", "true");
        StorageLog.clear();

        assertThat(rows.groupBy("cell")
                        .count()
                        .queryExecution()
                        .executedPlan()
                        .outputPartitioning()
                        .numPartitions())
                .isEqualTo(CycledCells.CELLS);

        assertThat(StorageLog.reads()).isNotEmpty();
        long inTasks =
                StorageLog.reads().stream().filter(StorageLog.Read::inTask).count();
        assertThat(inTasks > 0).isEqualTo(threshold < CycledCells.CELLS);
    }

    /** The cells of a file, and the rows of a cell that has several. */
    @Test
    void cellsAreGroupedHoweverFilesHoldThem(SparkSession spark) {
        String packs = directory.resolve("packs").toString();
        if (!directory.resolve("packs").toFile().exists()) {
            for (int half = 0; half < 2; half++) {
                cells(spark)
                        .onParquet(spark, "SELECT * FROM raw_data WHERE cycle_number % 2 = " + half)
                        .write()
                        .format("battdat")
                        .option("cellColumn", "cell")
                        .option("layout", "prefix-per-cell")
                        .save(packs + "/half=" + half);
            }
        }
        String query = "SELECT cell, cycle_number, count(*), sum(voltage) FROM %s GROUP BY cell, cycle_number";
        List<Row> expected =
                cells(spark).onParquet(spark, query.formatted("raw_data")).collectAsList();
        group(spark);
        spark.read().format("battdat").option("cellColumn", "cell").load(packs).createOrReplaceTempView("packs");

        Dataset<Row> rows = spark.sql(query.formatted("packs"));

        assertThat(Plans.executed(rows, ShuffleExchangeExec.class)).isEmpty();
        assertThat(spark.table("packs").select("cell").rdd().getNumPartitions()).isEqualTo(CycledCells.CELLS);
        assertThat(rows.collectAsList()).containsExactlyInAnyOrderElementsOf(expected);

        // directories are keys where cells are not read
        Dataset<Row> halves = spark.sql("SELECT half, count(*) FROM packs GROUP BY half ORDER BY half");
        assertThat(Plans.executed(
                        spark.sql("SELECT half, sum(voltage) FROM packs GROUP BY half"), ShuffleExchangeExec.class))
                .isEmpty();
        assertThat(halves.collectAsList().toString()).isEqualTo("[[0,7500], [1,7500]]");
    }

    @Test
    void sqlOfTheReadmeRunsAsItStands(SparkSession spark) throws IOException {
        String readme = Files.readString(Corpus.repository().resolve("README.md"));
        String block = Pattern.compile("```sql\n((?:(?!```).)*preserve-data-grouping.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
        String[] statements = block.replaceAll("(?m)^--.*$", "").strip().split(";");
        for (String table : List.of("raw_data", "cycle_stats")) {
            spark.read()
                    .format("battdat")
                    .option("table", table)
                    .option("cellColumn", "cell")
                    .load(Archives.sample().toString())
                    .createOrReplaceTempView(table);
        }
        String query = statements[statements.length - 1];
        List<Row> shuffled = spark.sql(query).collectAsList();

        for (int i = 0; i < statements.length - 1; i++) {
            spark.sql(statements[i]);
        }
        spark.conf().set("spark.sql.adaptive.enabled", "false");
        spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
        Dataset<Row> grouped = spark.sql(query);

        // ORDER BY is one
        assertThat(Plans.executed(grouped, ShuffleExchangeExec.class)).hasSize(1);
        assertThat(shuffled).hasSizeGreaterThan(Archives.SAMPLE_CELLS);
        assertThat(grouped.collectAsList()).isEqualTo(shuffled);
    }
}

package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.spark.testing.CountedFileSystem;
import io.battdat.spark.testing.Plans;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.StorageLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Limits, the first rows in an order, and samples touch no more than they need. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class LimitPushdownTest {
    private static final int CELLS = 20;
    private static final int ROWS_PER_CELL = 640;
    private static final int CHUNK_ROWS = 64;
    private static final int CHUNKS = CELLS * ROWS_PER_CELL / CHUNK_ROWS;

    @TempDir
    private Path directory;

    @BeforeEach
    void write(SparkSession spark) {
        SharedSpark.forManySmallQueries(spark);
        Dataset<Row> rows = spark.range((long) CELLS * ROWS_PER_CELL)
                .selectExpr(
                        "concat('cell-', id DIV " + ROWS_PER_CELL + ") AS cell",
                        "(id % " + ROWS_PER_CELL + ") DIV 100 AS cycle_number",
                        "cast(id % " + ROWS_PER_CELL + " AS double) AS test_time",
                        // each chunk has its own range, in no order; one has NaN
                        "if(id = 70, double('NaN'), (id DIV " + CHUNK_ROWS
                                + ") * 37 % 211 + (id % 7) / 8D) AS voltage");
        rows.write()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("chunkRows", CHUNK_ROWS)
                .mode("append")
                .save(directory.toString());
    }

    private Dataset<Row> rows(SparkSession spark) {
        return spark.read().format("battdat").option("cellColumn", "cell").load(CountedFileSystem.uri(directory));
    }

    private Dataset<Row> sql(SparkSession spark, String query) {
        rows(spark).createOrReplaceTempView("t");
        return spark.sql(query);
    }

    private static long filesRead() {
        return StorageLog.reads().stream().map(StorageLog.Read::file).distinct().count();
    }

    @Test
    void aLimitPlansTheFilesThatItNeeds(SparkSession spark) {
        Dataset<Row> all = rows(spark);
        Dataset<Row> few = all.limit(10).selectExpr("sum(test_time)", "count(*)");
        assertThat(Plans.explain(few)).contains("PushedLimit: LIMIT 10");
        StorageLog.clear();
        assertThat(few.collectAsList().get(0).getLong(1)).isEqualTo(10);
        assertThat(filesRead()).isEqualTo(1);

        StorageLog.clear();
        Dataset<Row> more = all.where("cell <> 'cell-3'").limit(ROWS_PER_CELL + 1);
        assertThat(more.count()).isEqualTo(ROWS_PER_CELL + 1);
        assertThat(filesRead()).isBetween(2L, 3L);
        assertThat(all.limit(1_000_000).count()).isEqualTo((long) CELLS * ROWS_PER_CELL);
        assertThat(all.where("cycle_number = 6").limit(70).count()).isEqualTo(70);
        assertThat(all.where("cycle_number = 6").limit(10_000).count()).isEqualTo(40 * CELLS);
        assertThat(sql(spark, "SELECT * FROM t LIMIT 100 OFFSET 630").collectAsList())
                .hasSize(100)
                .doesNotHaveDuplicates();
        assertThat(sql(spark, "SELECT * FROM t OFFSET 12790").collectAsList()).hasSize(10);
    }

    /** Of the files that planning opens one after the other there is an end. */
    @Test
    void aLimitOfManyFilesOpensTheOthersLater(SparkSession spark) {
        spark.conf().set("spark.sql.sources.parallelPartitionDiscovery.threshold", "3");
        Dataset<Row> most = rows(spark).limit(19 * ROWS_PER_CELL);
        assertThat(most.collectAsList()).hasSize(19 * ROWS_PER_CELL);
        assertThat(Plans.metric(most, "filesOpenedToPlan")).isEqualTo(3);
    }

    @Test
    void firstRowsInAnOrderAreLookedForInFewChunks(SparkSession spark) {
        for (String order : List.of(
                "voltage DESC",
                "voltage",
                "voltage NULLS LAST",
                "voltage DESC NULLS FIRST, test_time",
                "test_time, cell")) {
            for (int count : List.of(1, 3, 7)) {
                String query =
                        "SELECT voltage, test_time, cell FROM t ORDER BY " + order + ", cell, test_time LIMIT " + count;
                Dataset<Row> first = sql(spark, query);
                List<Row> expected = new ArrayList<>(sql(
                                spark,
                                query.replace(
                                        "FROM t",
                                        "FROM (SELECT * FROM t WHERE"
                                                + " voltage IS NOT NULL AND rand() < 2) AS shuffled"))
                        .collectAsList());
                assertThat(first.collectAsList().toString()).as(query).isEqualTo(expected.toString());
                assertThat(Plans.explain(first)).contains("PushedTopN: ORDER BY [");
                assertThat(Plans.metric(first, "chunksRead")).as(query).isLessThanOrEqualTo((long) CELLS * (count + 1));
                assertThat(Plans.metric(first, "chunksPruned")).as(query).isPositive();
            }
        }
        Dataset<Row> filtered = sql(
                spark,
                "SELECT max(v), count(*) FROM (SELECT voltage AS v FROM t WHERE cycle_number = 2 ORDER BY voltage LIMIT 5)");
        Dataset<Row> plain = sql(
                spark,
                "SELECT max(v), count(*) FROM (SELECT voltage AS v FROM t WHERE cycle_number = 2"
                        + " AND rand() < 2 ORDER BY voltage LIMIT 5)");
        assertThat(filtered.head()).isEqualTo(plain.head());
        assertThat(Plans.explain(sql(spark, "SELECT * FROM t ORDER BY cell LIMIT 3")))
                .doesNotContain("PushedTopN");
    }

    /** Spark 4.2 has samples of chunks; earlier ones do not know the word. */
    @Test
    void samplesAreOfWholeChunks(SparkSession spark) {
        String query = "SELECT cell, test_time FROM t TABLESAMPLE SYSTEM (30 PERCENT)";
        if (spark.version().compareTo("4.2") < 0) {
            assertThatThrownBy(() -> sql(spark, query)).isInstanceOf(Exception.class);
            return;
        }
        Dataset<Row> sample = sql(spark, query);
        assertThat(Plans.explain(sample)).contains("PushedSample: TABLESAMPLE SYSTEM (30.0 PERCENT)");
        List<Row> rows = sample.collectAsList();
        assertThat(rows.size()).isBetween(CHUNKS * CHUNK_ROWS / 10, CHUNKS * CHUNK_ROWS / 2);
        assertThat(rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> row.getString(0) + "/" + (int) row.getDouble(1) / CHUNK_ROWS,
                                Collectors.counting()))
                        .values())
                .containsOnly((long) CHUNK_ROWS);
        assertThat(Plans.metric(sample, "chunksRead")).isEqualTo(rows.size() / CHUNK_ROWS);
        // another sample, of which only row counts are looked at
        Dataset<Row> counted = sample.selectExpr("count(*)");
        assertThat(counted.collectAsList().get(0).getLong(0) % CHUNK_ROWS).isZero();
        assertThat(Plans.metric(counted, "chunksRead")).isZero();
        assertThat(sql(spark, query + " WHERE test_time < 0").collectAsList()).isEmpty();
    }
}

package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.CycledCells;
import io.battdat.spark.testing.SharedSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Aggregates, joins and ordered limits give the same rows as over the same tables in Parquet. */
@ExtendWith(SharedSpark.class)
class QueryParityTest {
    private static final int QUERIES = 150;
    private static final long SEED = 20_261_125;
    private static final List<String> FUNCTIONS = List.of(
            "count(*)",
            "count(voltage)",
            "min(voltage)",
            "max(voltage)",
            "sum(voltage)",
            "avg(voltage)",
            "min(cycle_number)",
            "max(test_time)",
            "max(cell)",
            "count(DISTINCT cycle_number)");
    private static final List<String> GROUPS =
            List.of("", "", "cell", "cell", "cycle_number", "cell, cycle_number", "cycle_number % 3");
    private static final List<String> ORDERS =
            List.of("voltage", "voltage DESC", "test_time DESC", "cycle_number", "cell");

    @TempDir
    private Path directory;

    @Test
    void sameRowsAsParquet(SparkSession spark) {
        SharedSpark.forManySmallQueries(spark);
        CycledCells cells = CycledCells.write(spark, directory);
        Random random = new Random(SEED);
        List<String> queries = IntStream.range(0, QUERIES)
                .mapToObj(i -> switch (i % 3) {
                    case 0 -> aggregate(random);
                    case 1 -> join(random);
                    default -> first(random);
                })
                .toList();
        cells.onBattdat(spark, "SELECT 1");
        List<List<String>> ours =
                queries.stream().map(query -> rows(spark.sql(query))).toList();
        cells.onParquet(spark, "SELECT 1");
        for (int i = 0; i < QUERIES; i++) {
            assertThat(ours.get(i)).as("seed %d: %s", SEED, queries.get(i)).isEqualTo(rows(spark.sql(queries.get(i))));
        }
        assertThat(ours).filteredOn(rows -> rows.size() > 1).hasSizeGreaterThan(QUERIES / 3);
    }

    private static List<String> rows(Dataset<Row> query) {
        return query.collectAsList().stream().map(Row::toString).sorted().toList();
    }

    private static String aggregate(Random random) {
        String group = pick(GROUPS, random);
        String functions = pick(FUNCTIONS, random) + ", " + pick(FUNCTIONS, random);
        return group.isEmpty()
                ? "SELECT " + functions + " FROM raw_data" + where(random)
                : "SELECT " + group + ", " + functions + " FROM raw_data" + where(random) + " GROUP BY " + group;
    }

    private static String join(Random random) {
        String kind = pick(List.of("JOIN", "LEFT JOIN", "FULL JOIN", "LEFT SEMI JOIN", "LEFT ANTI JOIN"), random);
        String columns = random.nextBoolean() ? "cell, cycle_number" : "cycle_number";
        String selected = kind.contains("SEMI") || kind.contains("ANTI") ? "1" : "capacity_discharge";
        return "SELECT " + columns + ", count(*), max(voltage), max(" + selected + ") FROM (SELECT * FROM raw_data"
                + where(random) + ") AS raw " + kind + " (SELECT * FROM cycle_stats WHERE capacity_discharge < "
                + (4.7 + random.nextInt(20) / 64.0) + ") AS stats USING (cell, cycle_number) GROUP BY " + columns;
    }

    /** The order decides on every row, so that there is one answer. */
    private static String first(Random random) {
        return "SELECT cell, cycle_number, test_time, voltage FROM raw_data" + where(random) + " ORDER BY "
                + pick(ORDERS, random) + ", cell, test_time LIMIT " + (1 + random.nextInt(30));
    }

    private static String where(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> " WHERE cell = 'cell-" + random.nextInt(6) + "'";
            case 2 -> " WHERE cycle_number " + pick(List.of("<", ">=", "="), random) + " " + random.nextInt(22);
            case 3 -> " WHERE voltage > " + (3 + random.nextInt(40) / 128.0);
            case 4 ->
                " WHERE cell <> 'cell-" + random.nextInt(6) + "' AND (cycle_number BETWEEN 3 AND 7 OR voltage < 3.02)";
            default -> " WHERE cycle_number IN (1, " + random.nextInt(22) + ") AND cell > 'cell-1'";
        };
    }

    private static String pick(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}

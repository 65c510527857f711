package io.battdat.examples;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How each cell of an archive fades: what capacity it has left, how fast it loses it, and by which cycle it will have lost a
 * fifth if it goes on so.
 *
 * <p>Usage: {@code CapacityFade <archive directory>}
 */
public final class CapacityFade {
    private CapacityFade() {}

    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("usage: CapacityFade <archive directory>");
        }
        SparkSession spark = SparkSession.builder()
                .appName("battdat capacity fade")
                .config("spark.master", "local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "4")
                .getOrCreate();
        try {
            run(spark, arguments[0]);
        } finally {
            spark.stop();
        }
    }

    static void run(SparkSession spark, String archive) {
        Dataset<Row> stats = spark.read()
                .format("battdat")
                .option("table", "cycle_stats")
                .option("cellColumn", "cell")
                .load(archive);
        stats.createOrReplaceTempView("cycle_stats");

        // the slope of a straight line through the second half of a cell's life
        Dataset<Row> fade = spark.sql(
                """
                WITH life AS (
                  SELECT cell, cycle_number, capacity_discharge,
                         capacity_discharge / first_value(capacity_discharge) OVER cycles AS share,
                         percent_rank() OVER cycles                                       AS age
                  FROM cycle_stats
                  WINDOW cycles AS (PARTITION BY cell ORDER BY cycle_number)
                ), lines AS (
                  SELECT cell,
                         count(*)                                                  AS cycles,
                         min_by(capacity_discharge, cycle_number)                  AS first_Ah,
                         max_by(capacity_discharge, cycle_number)                  AS last_Ah,
                         max_by(share, cycle_number)                               AS share_left,
                         regr_slope(share, cycle_number) FILTER (WHERE age >= 0.5) AS slope,
                         max(cycle_number)                                         AS last_cycle
                  FROM life
                  GROUP BY cell
                )
                SELECT cell, cycles, first_Ah, last_Ah,
                       100 * share_left                                         AS percent_left,
                       -1000 * slope                                            AS loss_per_1000,
                       CASE WHEN slope < 0
                            THEN ceil(last_cycle + (0.8 - share_left) / slope)
                       END                                                      AS cycle_80
                FROM lines
                ORDER BY percent_left
                """);

        System.out.println(
                "cell            cycles  first A h  last A h  left %  lost per 1000 cycles %  80 % at cycle");
        for (Row cell : fade.collectAsList()) {
            System.out.printf(
                    "%-14s %7d %10.3f %9.3f %7.1f %23.1f %14s%n",
                    cell.getString(0),
                    cell.getLong(1),
                    cell.getDouble(2),
                    cell.getDouble(3),
                    cell.getDouble(4),
                    100 * cell.getDouble(5),
                    cell.isNullAt(6) ? "never" : cell.get(6));
        }
    }
}

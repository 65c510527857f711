package io.battdat.examples;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Cells, cycles and raw data in one question: of cells with at least a given nominal capacity, how warm was each in the
 * cycle in which it was warmest, and how much energy did it lose there?
 *
 * <p>Usage: {@code JoinTables <archive directory> <least nominal capacity, A h>}
 */
public final class JoinTables {
    private JoinTables() {}

    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("usage: JoinTables <archive directory> <least nominal capacity, A h>");
        }
        SparkSession spark = SparkSession.builder()
                .appName("battdat join")
                .config("spark.master", "local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "4")
                .getOrCreate();
        try {
            run(spark, arguments[0], Double.parseDouble(arguments[1]));
        } finally {
            spark.stop();
        }
    }

    static void run(SparkSession spark, String archive, double leastCapacity) {
        view(spark, archive, "raw_data");
        view(spark, archive, "cycle_stats");
        spark.sql(
                        """
                        SELECT cell,
                               CAST(get_json_object(first(battery), '$.battery.nominal_capacity') AS DOUBLE)
                                 AS nominal_capacity
                        FROM cycle_stats
                        GROUP BY cell
                        """)
                .createOrReplaceTempView("cells");

        List<Row> warmest = spark.sql(
                        """
                        WITH heat AS (
                          SELECT cell, cycle_number, max(temperature) AS hottest
                          FROM raw_data
                          GROUP BY cell, cycle_number
                        )
                        SELECT cells.cell,
                               max_by(heat.cycle_number, hottest)                                    AS cycle,
                               max(hottest)                                                          AS temperature,
                               max_by(stats.energy_charge - stats.energy_discharge, hottest)         AS lost
                        FROM cells
                        JOIN heat USING (cell)
                        JOIN cycle_stats AS stats USING (cell, cycle_number)
                        WHERE cells.nominal_capacity >= :leastCapacity
                        GROUP BY cells.cell
                        ORDER BY cells.cell
                        """,
                        Map.of("leastCapacity", leastCapacity))
                .collectAsList();
        for (Row cell : warmest) {
            System.out.printf(
                    "%s: %.1f C in cycle %d, which lost %.2f W h%n",
                    cell.getString(0), cell.getDouble(2), cell.getLong(1), cell.getDouble(3));
        }
    }

    private static void view(SparkSession spark, String archive, String table) {
        spark.read()
                .format("battdat")
                .option("table", table)
                .option("cellColumn", "cell")
                .option("metadataColumn", "battery")
                .load(archive)
                .createOrReplaceTempView(table);
    }
}

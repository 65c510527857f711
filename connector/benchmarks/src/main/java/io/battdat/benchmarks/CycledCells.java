package io.battdat.benchmarks;

import static org.apache.spark.sql.functions.expr;

import java.nio.file.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Cells with raw data and statistics of their cycles, a file each; the same rows in each run. */
final class CycledCells {
    static final String RAW_DATA = "raw_data";
    static final String CYCLE_STATS = "cycle_stats";

    private static final int ROWS_PER_CYCLE = CyclerRows.ROWS_PER_CYCLE;

    private CycledCells() {}

    static void write(SparkSession spark, long rows, int cells, Path target) {
        long rowsPerCell = (rows + cells - 1) / cells;
        Dataset<Row> raw = spark.range(0, rows, 1, cells)
                .withColumn("row", expr("id % " + rowsPerCell))
                .select(
                        cell(rowsPerCell),
                        expr("row DIV " + ROWS_PER_CYCLE).as("cycle_number"),
                        expr("row * 4.5D").as("test_time"),
                        expr("CASE WHEN row % " + ROWS_PER_CYCLE + " < 1100 THEN 3D ELSE -3.6D END")
                                .as("current"),
                        // steps of a converter: sums are exact, in whatever order
                        expr("3 + (row % " + ROWS_PER_CYCLE + ") / 2048D + (hash(id) % 16) / 65536D")
                                .as("voltage"));
        save(raw, RAW_DATA, target);
        long cycles = (rowsPerCell + ROWS_PER_CYCLE - 1) / ROWS_PER_CYCLE;
        Dataset<Row> statistics = spark.range(0, cells * cycles, 1, 1)
                .select(
                        cell(cycles),
                        expr("id % " + cycles).as("cycle_number"),
                        expr("5 - (id % " + cycles + ") / 65536D").as("capacity_discharge"));
        save(statistics, CYCLE_STATS, target);
    }

    private static Column cell(long rowsPerCell) {
        return expr("concat('cell-', id DIV " + rowsPerCell + ")").as("cell");
    }

    private static void save(Dataset<Row> rows, String table, Path target) {
        rows.write()
                .format("battdat")
                .mode("append")
                .option("table", table)
                .option("cellColumn", "cell")
                .save(target.toString());
    }
}

package io.battdat.spark.testing;

import static org.apache.spark.sql.functions.expr;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Cells with their tables {@code raw_data} and {@code cycle_stats}, as battdat and as Parquet. The last cell has raw data
 * only, and another one statistics only.
 */
public record CycledCells(Path directory) {
    /** Cells that have raw data. */
    public static final int CELLS = 5;

    public static final int CYCLES = 20;
    public static final int ROWS_PER_CYCLE = 150;
    public static final int ROWS_PER_CELL = CYCLES * ROWS_PER_CYCLE;

    /** Writes both into a directory, on the file system that counts. */
    public static CycledCells write(SparkSession spark, Path directory) {
        CycledCells cells = new CycledCells(directory);
        Dataset<Row> rows = spark.range((long) CELLS * ROWS_PER_CELL)
                .withColumn("row", expr("id % " + ROWS_PER_CELL))
                .select(
                        expr("concat('cell-', id DIV " + ROWS_PER_CELL + ")").as("cell"),
                        expr("row DIV " + ROWS_PER_CYCLE).as("cycle_number"),
                        expr("row * 2D").as("test_time"),
                        // sums are exact, in whatever order
                        expr("3 + (hash(id) % 1024) / 4096D").as("voltage"));
        cells.save(rows, "raw_data");
        Dataset<Row> statistics = spark.range((long) CELLS * CYCLES)
                .select(
                        expr("concat('cell-', 1 + id DIV " + CYCLES + ")").as("cell"),
                        expr("id % " + CYCLES).as("cycle_number"),
                        expr("5 - id % " + CYCLES + " / 64D").as("capacity_discharge"));
        cells.save(statistics, "cycle_stats");
        return cells;
    }

    private void save(Dataset<Row> rows, String table) {
        rows.write().parquet(parquet(table));
        rows.sparkSession()
                .read()
                .parquet(parquet(table))
                .write()
                .format("battdat")
                .mode("append")
                .option("table", table)
                .option("cellColumn", "cell")
                .option("chunkRows", 128)
                .save(directory.resolve("battdat").toString());
    }

    private String parquet(String table) {
        return directory.resolve(table).toString();
    }

    /** A table as battdat, with an option. */
    public Dataset<Row> load(SparkSession spark, String table, String option, String value) {
        return spark.read()
                .format("battdat")
                .option("table", table)
                .option("cellColumn", "cell")
                .option(option, value)
                .load(CountedFileSystem.SCHEME + ":" + directory.resolve("battdat"));
    }

    /** A query of the tables by their names, as battdat. */
    public Dataset<Row> onBattdat(SparkSession spark, String query) {
        load(spark, "raw_data", "table", "raw_data").createOrReplaceTempView("raw_data");
        load(spark, "cycle_stats", "table", "cycle_stats").createOrReplaceTempView("cycle_stats");
        return spark.sql(query);
    }

    /** The same query of the Parquet files. */
    public Dataset<Row> onParquet(SparkSession spark, String query) {
        spark.read().parquet(parquet("raw_data")).createOrReplaceTempView("raw_data");
        spark.read().parquet(parquet("cycle_stats")).createOrReplaceTempView("cycle_stats");
        return spark.sql(query);
    }
}

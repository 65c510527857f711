package io.battdat.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** How the two tables of a join are stored and read. */
enum JoinSide {
    BATTDAT_GROUPED("battdat, preserveDataGrouping") {
        @Override
        Dataset<Row> load(SparkSession spark, String table, Path battdat) {
            return battdat(spark, table, battdat, true);
        }
    },
    BATTDAT("battdat") {
        @Override
        Dataset<Row> load(SparkSession spark, String table, Path battdat) {
            return battdat(spark, table, battdat, false);
        }
    },
    /** A file a cell, as battdat has. */
    PARQUET("snappy Parquet") {
        @Override
        void store(SparkSession spark, Path battdat, int cells) {
            for (String table : TABLES) {
                battdat(spark, table, battdat, true).write().format("parquet").saveAsTable(tableName(table));
            }
        }
    },
    /** Bucketed and sorted by what is joined, as well as Spark's own sources can. */
    PARQUET_BUCKETED("snappy Parquet, bucketed by cell") {
        @Override
        void store(SparkSession spark, Path battdat, int cells) {
            for (String table : TABLES) {
                battdat(spark, table, battdat, true)
                        .repartition(cells, new Column("cell"))
                        .write()
                        .format("parquet")
                        .bucketBy(cells, "cell")
                        .sortBy("cell", "cycle_number")
                        .saveAsTable(tableName(table));
            }
        }
    };

    private static final List<String> TABLES = List.of(CycledCells.RAW_DATA, CycledCells.CYCLE_STATS);

    private final String title;

    JoinSide(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Makes the tables from those of battdat, if they are others. */
    void store(SparkSession spark, Path battdat, int cells) {}

    Dataset<Row> load(SparkSession spark, String table, Path battdat) {
        return spark.table(tableName(table));
    }

    String tableName(String table) {
        return name() + "_" + table;
    }

    /** The query. */
    Dataset<Row> join(SparkSession spark, Path battdat) {
        for (String table : TABLES) {
            load(spark, table, battdat).createOrReplaceTempView(table);
        }
        return spark.sql(
                """
                SELECT cell, count(*) AS rows, sum(voltage) AS voltages, max(capacity_discharge) AS capacity
                FROM raw_data JOIN cycle_stats USING (cell, cycle_number)
                GROUP BY cell
                ORDER BY cell""");
    }

    private static Dataset<Row> battdat(SparkSession spark, String table, Path battdat, boolean grouped) {
        return spark.read()
                .format("battdat")
                .option("table", table)
                .option("cellColumn", "cell")
                .option("preserveDataGrouping", grouped)
                .load(battdat.toString());
    }
}

package io.battdat.examples;

import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * Reads an archive of battdat files and reports each cycle of each cell: how long it took, what charge went out of the
 * cell, and between which voltages.
 *
 * <p>Usage: {@code CycleReport <archive directory> <directory for the report>}
 */
public final class CycleReport {
    private static final int ROWS_TO_SHOW = 200;

    private CycleReport() {}

    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("usage: CycleReport <archive directory> <directory for the report>");
        }
        SparkSession spark = SparkSession.builder()
                .appName("battdat cycle report")
                .config("spark.master", "local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "4")
                .getOrCreate();
        try {
            run(spark, arguments[0], arguments[1]);
        } finally {
            spark.stop();
        }
    }

    static void run(SparkSession spark, String archive, String target) {
        Dataset<Row> rawData =
                spark.read().format("battdat").option("cellColumn", "cell").load(archive);
        printSchema(rawData);
        rawData.createOrReplaceTempView("raw_data");

        // dQ = I dt, by the trapezoidal rule between neighbouring rows of a cycle; negative current discharges the cell
        Dataset<Row> report = spark.sql(
                """
                WITH steps AS (
                  SELECT cell, cycle_number, test_time, voltage,
                         (test_time - lag(test_time) OVER cycle)
                           * (least(current, 0) + least(lag(current) OVER cycle, 0)) / 2 AS discharged
                  FROM raw_data
                  WINDOW cycle AS (PARTITION BY cell, cycle_number ORDER BY test_time)
                )
                SELECT cell,
                       cycle_number                                      AS cycle,
                       round((max(test_time) - min(test_time)) / 3600, 3) AS duration_h,
                       round(-sum(discharged) / 3600, 4)                 AS capacity_Ah,
                       round(min(voltage), 3)                            AS min_V,
                       round(max(voltage), 3)                            AS max_V
                FROM steps
                GROUP BY cell, cycle_number
                ORDER BY cell, cycle
                """);
        report.coalesce(1)
                .write()
                .mode(SaveMode.Overwrite)
                .option("header", "true")
                .csv(target);

        Dataset<Row> written = spark.read()
                .option("header", "true")
                .option("inferSchema", "true")
                .csv(target);
        System.out.println(
                "Cycles of every cell (" + written.count() + ", of which at most " + ROWS_TO_SHOW + " are shown):");
        written.show(ROWS_TO_SHOW, false);
        System.out.println("Cells, first cycle against last:");
        written.groupBy("cell")
                .agg(
                        expr("count(*) AS cycles"),
                        expr("min_by(capacity_Ah, cycle) AS first_Ah"),
                        expr("max_by(capacity_Ah, cycle) AS last_Ah"))
                .orderBy("cell")
                .show(false);
        System.out.println("The report of every cycle was written to " + target);
    }

    private static void printSchema(Dataset<Row> rawData) {
        System.out.println("Columns of raw_data:");
        for (StructField field : rawData.schema().fields()) {
            String comment = field.getComment().isDefined() ? field.getComment().get() : "";
            System.out.printf(
                    "  %-14s %-8s %s%n", field.name(), field.dataType().simpleString(), comment);
        }
        System.out.println();
    }
}

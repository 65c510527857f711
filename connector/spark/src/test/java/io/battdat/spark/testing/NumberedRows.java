package io.battdat.spark.testing;

import static org.apache.spark.sql.functions.expr;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Rows with a number each, by which one that is lost or there twice is found. */
public final class NumberedRows {
    /** The cells {@code cell-0} to {@code cell-3}, which have the same number of rows each. */
    public static final int CELLS = 4;

    private NumberedRows() {}

    /**
     * Rows to write.
     *
     * @param first number of the first row
     * @param end number after that of the last row
     */
    public static Dataset<Row> of(SparkSession spark, long first, long end) {
        return spark.range(first, end, 1, SharedSpark.CORES)
                .selectExpr(
                        "concat('cell-', id % " + CELLS + ") AS cell",
                        "CAST(id AS DOUBLE) AS test_time",
                        "id AS number",
                        "id / 10D AS voltage");
    }

    /** What {@link #found} gives if each of the rows is there once. */
    public static List<String> expected(long end) {
        return IntStream.range(0, CELLS).mapToObj(cell -> expected(cell, end)).toList();
    }

    private static String expected(int cell, long end) {
        long count = (end - cell + CELLS - 1) / CELLS;
        long last = cell + (count - 1) * CELLS;
        return "cell-" + cell + ": " + count + " rows, " + count + " different, sum " + (cell + last) * count / 2;
    }

    /** What there is of each cell. */
    public static List<String> found(SparkSession spark, String path) {
        return spark
                .read()
                .format("battdat")
                .load(path)
                .groupBy(expr("concat('cell-', number % " + CELLS + ")").as("cell"))
                .agg(expr("count(*)"), expr("count(DISTINCT number)"), expr("sum(number)"))
                .orderBy("cell")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0) + ": " + row.getLong(1) + " rows, " + row.getLong(2) + " different, sum "
                        + row.getLong(3))
                .toList();
    }
}

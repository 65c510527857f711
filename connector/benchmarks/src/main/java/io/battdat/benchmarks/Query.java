package io.battdat.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What is asked of a table; each answer is one row of numbers. */
enum Query {
    SUM_OF_EVERY_COLUMN("sum of every column") {
        @Override
        Dataset<Row> on(Dataset<Row> table, long rows) {
            List<Column> sums = Stream.of(table.columns()).map(functions::sum).toList();
            return table.agg(sums.get(0), sums.subList(1, sums.size()).toArray(new Column[0]));
        }
    },
    SUM_OF_MIDDLE_COLUMN("sum of the middle column") {
        @Override
        Dataset<Row> on(Dataset<Row> table, long rows) {
            String[] columns = table.columns();
            return table.agg(functions.sum(columns[columns.length / 2]));
        }
    },
    ONE_CYCLE("voltage of one cycle") {
        @Override
        Dataset<Row> on(Dataset<Row> table, long rows) {
            long cycle = rows / CyclerRows.ROWS_PER_CYCLE / 2;
            return table.where(functions.col("cycle_number").equalTo(cycle)).agg(functions.sum("voltage"));
        }
    },
    COUNT("count(*)") {
        @Override
        Dataset<Row> on(Dataset<Row> table, long rows) {
            return table.agg(functions.count(functions.lit(1)));
        }
    };

    /** Sums of doubles depend on the order of the rows, which differs with the partitions. */
    private static final double TOLERANCE = 1e-9;

    private final String description;

    Query(String description) {
        this.description = description;
    }

    /** The query on a table of so many rows. */
    abstract Dataset<Row> on(Dataset<Row> table, long rows);

    String description() {
        return description;
    }

    static double[] numbers(Row answer) {
        double[] numbers = new double[answer.length()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = ((Number) answer.get(i)).doubleValue();
        }
        return numbers;
    }

    void requireSame(double[] one, double[] other, TableFormat format) {
        boolean same = one.length == other.length;
        for (int i = 0; same && i < one.length; i++) {
            same = Math.abs(one[i] - other[i]) <= TOLERANCE * Math.abs(one[i]);
        }
        if (!same) {
            throw new IllegalStateException(description + ": " + format.title() + " answers " + Arrays.toString(other)
                    + ", not " + Arrays.toString(one));
        }
    }
}

package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of every type that HDF5 tables hold come back as they were. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class StoredValuesTest {
    @TempDir
    private Path directory;

    private Dataset<Row> written(SparkSession spark, String schema, Row... rows) {
        Saved.frame(spark, schema, List.of(rows))
                .write()
                .format("battdat")
                .option("bufferRows", 2)
                .mode("append")
                .save(directory.toString());
        return spark.read().format("battdat").load(directory.toString());
    }

    private static Row row(Object... values) {
        return RowFactory.create(values);
    }

    @Test
    void numbersAndBooleansAtTheirEnds(SparkSession spark) {
        String schema = "flag boolean, i8 tinyint, i16 smallint, i32 int, i64 bigint, u64 decimal(20,0), f32 float,"
                + " f64 double";
        Row[] rows = {
            row(
                    true,
                    Byte.MIN_VALUE,
                    Short.MIN_VALUE,
                    Integer.MIN_VALUE,
                    Long.MIN_VALUE,
                    new BigDecimal(0),
                    Float.MIN_VALUE,
                    Double.MIN_VALUE),
            row(
                    false,
                    Byte.MAX_VALUE,
                    Short.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Long.MAX_VALUE,
                    new BigDecimal("18446744073709551615"),
                    Float.MAX_VALUE,
                    Double.MAX_VALUE),
            row(
                    true,
                    (byte) -1,
                    (short) -1,
                    -1,
                    -1L,
                    new BigDecimal("9223372036854775808"),
                    Float.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY),
            row(false, (byte) 0, (short) 0, 0, 0L, new BigDecimal(1), -0.0f, -0.0),
            row(false, (byte) 0, (short) 0, 0, 0L, new BigDecimal(1), Float.NaN, Double.NaN)
        };

        Dataset<Row> read = written(spark, schema, rows);

        assertThat(read.schema().simpleString())
                .isEqualTo("struct<flag:boolean,i8:tinyint,i16:smallint,i32:int,i64:bigint,u64:decimal(20,0),f32:float,"
                        + "f64:double>");
        assertThat(read.collectAsList()).containsExactly(rows);
        assertThat(1 / (float) read.collectAsList().get(3).get(6)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(1 / (double) read.collectAsList().get(3).get(7)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void nullIsNotANumberInFloatColumns(SparkSession spark) {
        Dataset<Row> read = written(
                spark,
                "f32 float, f64 double, floats array<double>",
                row(1f, 2.0, new Double[] {1.0, null}),
                row(null, null, new Double[] {null, 2.0}));

        assertThat(read.selectExpr("f32", "f64", "floats[0]", "floats[1]").collectAsList())
                .containsExactly(row(1f, 2.0, 1.0, Double.NaN), row(Float.NaN, Double.NaN, Double.NaN, 2.0));
    }

    @Test
    void textsWidenTheirColumn(SparkSession spark) {
        List<Row> rows = new ArrayList<>();
        for (String text :
                List.of("", "a", "Zelle é", "日本🔋", "x".repeat(5_000), " leading", "tab\tand\nline", "short")) {
            rows.add(row(text, (long) rows.size()));
        }
        Dataset<Row> read = written(spark, "text string, n bigint", rows.toArray(new Row[0]));

        assertThat(read.collectAsList()).containsExactlyElementsOf(rows);
    }

    @Test
    void appendedTextsWidenTheColumnOfTheCell(SparkSession spark) {
        for (String text : List.of("ab", "é".repeat(700), "c")) {
            Dataset<Row> rows =
                    Saved.frame(spark, "cell string, note string, n int", List.of(row("A", text, 1), row("A", "", 2)));
            Saved.byCell(rows).mode("append").save(directory.toString());
        }

        assertThat(Saved.rows(Saved.read(spark, directory).orderBy("_metadata.row_index"), "note", "n"))
                .containsExactly("ab,1", ",2", "é".repeat(700) + ",1", ",2", "c,1", ",2");
    }

    @Test
    void timesAreSecondsOfTheUnixClock(SparkSession spark) {
        Dataset<Row> read = written(
                spark,
                "time timestamp, local timestamp_ntz, times array<timestamp>",
                row(
                        Timestamp.from(java.time.Instant.ofEpochSecond(1_700_000_000, 250_000_000)),
                        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 500_000_000),
                        new Timestamp[] {new Timestamp(1000)}),
                row(null, null, new Timestamp[] {null}));

        assertThat(read.selectExpr("time", "local", "times[0]").collectAsList())
                .containsExactly(row(1_700_000_000.25, -0.5, 1.0), row(Double.NaN, Double.NaN, Double.NaN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file-per-partition", "file-per-cell"})
    void arraysHaveTheShapeOfTheirRows(String layout, SparkSession spark) {
        Dataset<Row> rows = spark.range(0, 50, 1, 1)
                .selectExpr(
                        "concat('c', id DIV 25) AS cell",
                        "CAST(id AS DOUBLE) AS test_time",
                        "array(id, -id, id * 2) AS vector",
                        "array(array(CAST(id AS SMALLINT), 1S), array(2S, 3S), array(4S, CAST(-id AS SMALLINT))) AS matrix",
                        "array(concat('é', id), '') AS words",
                        "array(id % 2 = 0) AS flags");
        var writer = rows.write().format("battdat").option("bufferRows", 7).mode("append");
        if (layout.equals("file-per-cell")) {
            writer.option("cellColumn", "cell");
        }
        writer.save(directory.toString());

        String[] columns = {"test_time", "to_json(struct(vector, matrix, words, flags)) AS all"};
        Dataset<Row> read = spark.read().format("battdat").load(directory.toString());
        assertThat(read.selectExpr(columns).orderBy("test_time").collectAsList())
                .isEqualTo(rows.selectExpr(columns).collectAsList());
        assertThat(read.schema().apply("matrix").dataType().simpleString()).isEqualTo("array<array<smallint>>");
    }

    @Test
    void cellsMayHaveArraysOfLengthsOfTheirOwn(SparkSession spark) {
        Dataset<Row> rows = spark.sql("SELECT 'A' AS cell, array(1, 2) AS v UNION ALL SELECT 'B', array(1, 2, 3)");
        Saved.byCell(rows).mode("append").save(directory.toString());

        assertThat(Saved.rows(
                        spark.read()
                                .format("battdat")
                                .load(directory.resolve("B.h5").toString())
                                .selectExpr("size(v)"),
                        "*"))
                .isEqualTo(List.of("3"));
    }

    @Test
    void columnsMayHaveOddNames(SparkSession spark) {
        Dataset<Row> rows = Saved.frame(
                spark,
                "`with space` int, `dot.in.name` int, `back``tick` int, `Größe 日` int, `_low` int",
                List.of(row(1, 2, 3, 4, 5)));
        rows.write().format("battdat").mode("append").save(directory.toString());

        Dataset<Row> read = spark.read().format("battdat").load(directory.toString());
        assertThat(read.columns()).containsExactly("with space", "dot.in.name", "back`tick", "Größe 日", "_low");
        assertThat(read.collectAsList()).containsExactly(row(1, 2, 3, 4, 5));
    }

    @Test
    void longTextsDoNotCollectInMemory() {
        RowBatch batch = new RowBatch(
                "table", org.apache.spark.sql.types.StructType.fromDDL("text string, numbers array<double>"), 1 << 20);
        org.apache.spark.sql.catalyst.expressions.GenericInternalRow row =
                new org.apache.spark.sql.catalyst.expressions.GenericInternalRow(new Object[] {
                    org.apache.spark.unsafe.types.UTF8String.fromString("x".repeat(1 << 20)),
                    new org.apache.spark.sql.catalyst.util.GenericArrayData(
                            Collections.nCopies(1 << 17, 1.0).toArray())
                });
        batch.startTable();
        batch.learnShapes(row, 0);
        int rows = 0;
        for (; !batch.isFull(); rows++) {
            batch.add(row, rows);
        }

        assertThat(rows).as("of two megabytes each").isBetween(30, 33);
        batch.clear();
        assertThat(batch.isFull()).isFalse();
    }
}

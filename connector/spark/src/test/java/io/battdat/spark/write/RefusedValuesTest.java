package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.spark.testing.EndedTasks;
import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.nio.file.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HDF5 tables cannot hold is refused: where it can be known before a task starts, else at the row. */
@ExtendWith(SharedSpark.class)
class RefusedValuesTest {
    @TempDir
    private Path directory;

    private void save(Dataset<Row> rows, String... options) {
        var writer = rows.write().format("battdat").mode("append");
        for (int i = 0; i < options.length; i += 2) {
            writer.option(options[i], options[i + 1]);
        }
        writer.save(directory.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DATE'2026-01-31'            | HDF5 tables have no date. Cast it to timestamp",
                "CAST('a' AS BINARY)         | HDF5 tables have no binary. Cast it to string if it is text",
                "1.5                         | HDF5 tables have no decimal(2,1). Cast it to double or bigint",
                "CAST(1 AS DECIMAL(38,0))    | HDF5 tables have no decimal(38,0). Cast it to double or bigint",
                "map('a', 1)                 | HDF5 tables have no map<string,int>. Make a struct or columns of its keys",
                "array(named_struct('a', 1)) | PyTables opens no table with arrays of structs, array<struct<a:int>>. Make a",
                "null                        | HDF5 tables have no void. Cast it to a number or a string, or leave it out"
            })
    void typesAreRefusedBeforeTheJob(String sql, String message, SparkSession spark) throws Exception {
        try (EndedTasks tasks = new EndedTasks(spark)) {
            assertThatThrownBy(() -> save(spark.range(1).selectExpr("id", sql + " AS odd")))
                    .isInstanceOf(BattdatException.class)
                    .hasMessageStartingWith("table raw_data, column odd: " + message);
            tasks.awaitAll();
            assertThat(tasks.started()).isZero();
        }
        assertThat(directory).isEmptyDirectory();
    }

    /** Spark refuses these itself, and names the source. */
    @ParameterizedTest
    @ValueSource(strings = {"INTERVAL '1' DAY", "make_interval(1)"})
    void intervalsAreRefused(String sql, SparkSession spark) {
        assertThatThrownBy(() -> save(spark.range(1).selectExpr("id", sql + " AS odd")))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("The battdat datasource doesn't support the column `odd` of the type \"INTERVAL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' AS ``      | it is empty",
                "1 AS `a/b`    | the slash separates groups",
                "1 AS `__own`  | PyTables takes names that begin with _v_ or __",
                "1 AS `_v_own` | PyTables takes names that begin with"
            })
    void namesAreRefusedBeforeTheJob(String column, String why, SparkSession spark) {
        Dataset<Row> rows = spark.range(1).toDF("id");
        Dataset<Row> named = column.endsWith("``") ? rows.withColumnRenamed("id", "") : rows.selectExpr("id", column);

        assertThatThrownBy(() -> save(named))
                .isInstanceOf(BattdatException.class)
                .hasMessageStartingWith("table raw_data: column '")
                .hasMessageContaining(why)
                .hasMessageContaining("withColumnRenamed");
    }

    @Test
    void columnsOfTheSameNameAreRefused(SparkSession spark) {
        assertThatThrownBy(() -> save(spark.sql("SELECT 1 AS a, 2 AS a")))
                .isInstanceOf(BattdatException.class)
                .hasMessageStartingWith("table raw_data: column a occurs twice");
        assertThatThrownBy(() -> save(spark.sql("SELECT 1 AS a, 2 AS A")))
                .hasMessageContaining("column A occurs twice, but for upper and lower case");
        assertThatThrownBy(() -> save(spark.sql("SELECT 1 AS a, 'x' AS cell, 'y' AS cell"), "cellColumn", "cell"))
                .isInstanceOf(BattdatException.class)
                .hasMessageStartingWith("table raw_data: column cell occurs twice");

        spark.conf().set("spark.sql.caseSensitive", "true");
        save(spark.sql("SELECT 1 AS a, 2 AS A"));
        assertThat(spark.read().format("battdat").load(directory.toString()).columns())
                .containsExactly("a", "A");
    }

    @Test
    void aTableNeedsAColumn(SparkSession spark) {
        assertThatThrownBy(() -> save(spark.sql("SELECT 'A' AS cell"), "cellColumn", "cell"))
                .isInstanceOf(BattdatException.class)
                .hasMessageStartingWith("table raw_data: no column is left to store");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "if(id = 70, null, 1)              | the value is null, which only float columns can hold (as NaN)",
                "if(id = 70, null, 'a')            | the value is null, which only float columns can hold (as NaN)",
                "if(id = 70, null, true)           | the value is null",
                "array(1, if(id = 70, null, 1))    | the value is null",
                "if(id = 70, null, array(1))       | the array is null. Give an array of 1 values",
                "sequence(1, if(id = 70, 3, 2))    | expected an array of 2 values, as in the table's first row, found one of 3",
                "array(array(1), if(id = 70, array(), array(1))) | expected an array of 1 values",
                "CAST(if(id = 70, -1, 1) AS DECIMAL(20,0))       | the value -1 is outside of uint64",
                "if(id = 70, 99999999999999999999, CAST(1 AS DECIMAL(20,0))) | the value 99999999999999999999 is outside",
                "if(id = 70, concat('a', char(0)), 'a')          | the text ends with a NUL character"
            })
    void valuesAreRefusedAtTheirRow(String sql, String message, SparkSession spark) {
        Dataset<Row> rows = spark.range(0, 100, 1, 1).selectExpr("id AS test_time", "'A' AS cell", sql + " AS odd");

        for (String bufferRows : new String[] {"1000", "7"}) {
            assertThatThrownBy(() -> save(rows, "cellColumn", "cell", "bufferRows", bufferRows))
                    .hasMessageContaining(directory + "/A.h5")
                    .hasMessageContaining("raw_data, column odd, row 70: " + message)
                    .extracting(e -> e.getMessage().lines().findFirst().orElseThrow())
                    .asString()
                    .doesNotContain("_temporary");
            assertThat(directory).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "array()                    | row 0: the array is empty, and HDF5 has no empty arrays",
                "CAST(null AS ARRAY<INT>)   | row 0: the array is null. Give an array of the same length in every row"
            })
    void aFirstArrayHasALength(String sql, String message, SparkSession spark) {
        assertThatThrownBy(() -> save(spark.range(1).selectExpr("CAST(" + sql + " AS ARRAY<INT>) AS odd")))
                .hasMessageContaining("column odd, " + message);
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "table          | a/b         | option table: a/b is a path; give the table's own name",
                "layout         | per-cell    | option layout: expected one of file-per-partition, file-per-cell,",
                "layout         | file-per-cell | option layout: file-per-cell needs to know the cell of a row",
                "metadataColumn | id          | option metadataColumn gives the metadata of cells. Name the column of the cell",
                "cellMetadata   | {}          | option cellMetadata gives the metadata of cells. Name the column of the cell",
                "complevel      | 10          | option complevel: expected 0 (no compression) to 9 (small), found 10",
                "complevel      | high        | option complevel: expected 0 (no compression) to 9 (small), found high",
                "complib        | blosc:zstd  | option complib: complib blosc:zstd: tables are not written with this compressor. Choose zlib",
                "bufferRows     | 0           | option bufferRows: expected a number of rows from 1 to",
                "expectedRows   | -1          | option expectedRows: expected a whole number above zero, found -1",
                "chunkRows      | 0           | option chunkRows: expected a number of rows above zero, found 0"
            })
    void optionsAreCheckedBeforeTheJob(String option, String value, String message, SparkSession spark) {
        assertThatThrownBy(() -> save(spark.range(1).toDF("id"), option, value))
                .isInstanceOf(BattdatException.class)
                .hasMessageStartingWith(message);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void optionsThatContradictEachOtherAreRefused(SparkSession spark) {
        Dataset<Row> rows = Saved.cells(spark, 3.0, "A");
        assertThatThrownBy(() -> save(rows, "cellColumn", "cell", "layout", "file-per-partition"))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("cellColumn cell would be lost");
        assertThatThrownBy(() -> save(rows, "cellColumn", "cell", "metadataColumn", "cell", "cellMetadata", "{}"))
                .isInstanceOf(BattdatException.class)
                .hasMessage("options metadataColumn and cellMetadata both give the metadata of cells. Leave one out");
    }
}

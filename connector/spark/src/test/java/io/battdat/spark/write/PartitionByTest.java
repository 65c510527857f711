package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hive-style directories. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class PartitionByTest {
    @TempDir
    private Path directory;

    private Dataset<Row> sites(SparkSession spark, double voltage, String... sites) {
        List<Row> rows = java.util.Arrays.stream(sites)
                .map(site -> RowFactory.create("A", site, voltage))
                .toList();
        return Saved.frame(spark, "cell string, site string, voltage double", rows);
    }

    private DataFrameWriter<Row> bySite(Dataset<Row> rows) {
        return rows.write().format("battdat").partitionBy("site");
    }

    private Dataset<Row> read(SparkSession spark) {
        return spark.read().format("battdat").load(directory.toString());
    }

    @Test
    void valuesAreWrittenAsSparkWritesThem(SparkSession spark) {
        Dataset<Row> rows = sites(spark, 3.0, "A", "b c", "é/日", "50%", "x=y", "a:b", null, "", ".dot", "_low");

        bySite(rows).mode("append").save(directory.resolve("ours").toString());
        rows.write().partitionBy("site").json(directory.resolve("theirs").toString());

        assertThat(directories("ours")).isEqualTo(directories("theirs")).contains("site=50%25", "site=é%2F日");
        Dataset<Row> ours =
                spark.read().format("battdat").load(directory.resolve("ours").toString());
        Dataset<Row> theirs = spark.read().json(directory.resolve("theirs").toString());
        assertThat(Saved.rows(ours, "site", "cell", "voltage"))
                .containsExactlyInAnyOrderElementsOf(Saved.rows(theirs, "site", "cell", "voltage"))
                .hasSize(10);
    }

    private List<String> directories(String name) {
        return Saved.allFiles(directory.resolve(name)).stream()
                .filter(file -> file.contains("/"))
                .map(file -> file.substring(0, file.lastIndexOf('/')))
                .distinct()
                .toList();
    }

    @Test
    void severalColumnsAreNestedInTheirOrder(SparkSession spark) {
        Dataset<Row> rows = spark.sql("SELECT DATE'2026-01-31' AS day, 7 AS rack, TIMESTAMP'2026-01-31 10:00:00' AS"
                + " start, 1.5D AS voltage UNION ALL SELECT null, 8, null, 2.5D");

        rows.write()
                .format("battdat")
                .partitionBy("rack", "day", "start")
                .mode("append")
                .save(directory.toString());

        assertThat(Saved.files(directory).stream().map(file -> file.substring(0, file.lastIndexOf('/'))))
                .containsExactly(
                        "rack=7/day=2026-01-31/start=2026-01-31 10%3A00%3A00",
                        "rack=8/day=__HIVE_DEFAULT_PARTITION__/start=__HIVE_DEFAULT_PARTITION__");
        assertThat(Saved.rows(read(spark).orderBy("rack"), "rack", "day", "voltage"))
                .containsExactly("7,2026-01-31,1.5", "8,null,2.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file-per-cell", "prefix-per-cell"})
    void cellsHaveFilesInEachDirectory(String layout, SparkSession spark) {
        Dataset<Row> rows = sites(spark, 3.0, "X", null, "Y", "")
                .union(sites(spark, 4.0, "Y", "").withColumn("cell", org.apache.spark.sql.functions.lit("B")));
        for (int times = 0; times < 2; times++) {
            Saved.byCell(rows)
                    .option("layout", layout)
                    .partitionBy("site")
                    .mode("append")
                    .save(directory.toString());
        }

        assertThat(Saved.rows(
                        Saved.read(spark, directory).groupBy("site", "cell").count(), "site", "cell", "count"))
                .containsExactlyInAnyOrder("X,A,2", "Y,A,2", "null,A,4", "Y,B,2", "null,B,2");
        if (layout.equals("file-per-cell")) {
            assertThat(Saved.files(directory))
                    .containsExactly(
                            "site=X/A.h5",
                            "site=Y/A.h5",
                            "site=Y/B.h5",
                            "site=__HIVE_DEFAULT_PARTITION__/A.h5",
                            "site=__HIVE_DEFAULT_PARTITION__/B.h5");
        }
    }

    @Test
    void cellsOfAPartitionedArchiveAreFoundWithoutItsColumns(SparkSession spark) {
        Saved.byCell(sites(spark, 3.0, "X")).partitionBy("site").mode("append").save(directory.toString());

        Saved.byCell(sites(spark, 4.0, "X").drop("site")).mode("append").save(directory.toString());

        assertThat(Saved.files(directory)).containsExactly("site=X/A.h5");
        assertThat(Saved.rows(Saved.read(spark, directory), "site", "voltage")).containsExactly("X,3.0", "X,4.0");
    }

    @Test
    void theCellMayBeAPartitionColumn(SparkSession spark) {
        Saved.byCell(sites(spark, 3.0, "X")).partitionBy("cell").mode("append").save(directory.toString());

        assertThat(Saved.files(directory)).containsExactly("cell=A/A.h5");
        assertThat(Saved.rows(read(spark), "cell", "site", "voltage")).containsExactly("A,X,3.0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dynamicOverwriteReplacesOnlyDirectoriesThatAreWritten(boolean byOption, SparkSession spark) {
        bySite(sites(spark, 3.0, "X", "Y")).mode("append").save(directory.toString());

        DataFrameWriter<Row> writer = bySite(sites(spark, 4.0, "Y", "Z")).mode(SaveMode.Overwrite);
        if (byOption) {
            writer.option("partitionOverwriteMode", "dynamic");
        } else {
            spark.conf().set("spark.sql.sources.partitionOverwriteMode", "DYNAMIC");
        }
        writer.save(directory.toString());

        assertThat(Saved.rows(read(spark).orderBy("site"), "site", "voltage"))
                .containsExactly("X,3.0", "Y,4.0", "Z,4.0");
    }

    @Test
    void dynamicOverwriteOfCellsReplacesTheirDirectories(SparkSession spark) {
        Dataset<Row> both =
                sites(spark, 3.0, "X", "Y").union(sites(spark, 3.0, "Y").selectExpr("'B' AS cell", "site", "voltage"));
        Saved.byCell(both).partitionBy("site").mode("append").save(directory.toString());

        Saved.byCell(sites(spark, 4.0, "Y"))
                .partitionBy("site")
                .option("partitionOverwriteMode", "dynamic")
                .mode(SaveMode.Overwrite)
                .save(directory.toString());

        assertThat(Saved.files(directory)).containsExactly("site=X/A.h5", "site=Y/A.h5");
        assertThat(Saved.rows(read(spark).orderBy("site"), "site", "voltage")).containsExactly("X,3.0", "Y,4.0");
    }

    @Test
    void staticOverwriteReplacesEverything(SparkSession spark) {
        bySite(sites(spark, 3.0, "X", "Y")).mode("append").save(directory.toString());

        bySite(sites(spark, 4.0, "Y")).mode(SaveMode.Overwrite).save(directory.toString());

        assertThat(Saved.rows(read(spark), "site", "voltage")).containsExactly("Y,4.0");
        assertThat(directory.resolve("site=X")).doesNotExist();
    }

    @Test
    void whatCannotBeADirectoryIsRefused(SparkSession spark) {
        Dataset<Row> rows = sites(spark, 3.0, "X");
        assertThatThrownBy(() -> bySite(rows.withColumnRenamed("site", "place"))
                        .mode("append")
                        .save(directory.toString()))
                .hasMessageContaining("site");
        assertThatThrownBy(() -> bySite(rows)
                        .option("partitionOverwriteMode", "often")
                        .mode("append")
                        .save(directory.toString()))
                .isInstanceOf(BattdatException.class)
                .hasMessage("option partitionOverwriteMode: expected static or dynamic, found often");
        assertThatThrownBy(() -> rows.withColumnRenamed("site", ".site")
                        .write()
                        .format("battdat")
                        .partitionBy(".site")
                        .mode("append")
                        .save(directory.toString()))
                .hasMessageContaining(".site");
        assertThatThrownBy(() -> rows.select("site")
                        .write()
                        .format("battdat")
                        .partitionBy("site")
                        .mode("append")
                        .save(directory.toString()))
                .hasMessageMatching(
                        "(?s).*(no column is left to store|Cannot use all columns for partition columns).*");
        assertThat(directory).isEmptyDirectory();
    }
}

package io.battdat.spark;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.CycledCells;
import io.battdat.spark.testing.GeneratedTable;
import io.battdat.spark.testing.ScanMetrics;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.StorageLog;
import io.battdat.spark.testing.TableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters leave out files, cells and chunks: what the metrics of the scan count. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class PrunedScanTest {
    @TempDir
    private static Path directory;

    private static CycledCells cells;

    @BeforeEach
    void planAtOnce(SparkSession spark) {
        spark.conf().set("spark.sql.adaptive.enabled", "false");
        if (cells == null) {
            cells = CycledCells.write(spark, directory);
        }
    }

    private Dataset<Row> raw(SparkSession spark) {
        return cells.load(spark, "raw_data", "table", "raw_data");
    }

    private static ScanMetrics of(Dataset<Row> rows, String filter) {
        return ScanMetrics.of(rows.where(filter).selectExpr("count(*)", "sum(voltage)"));
    }

    @Test
    void filesAreLeftOutByTheirPath(SparkSession spark) {
        Dataset<Row> raw = raw(spark).select("voltage", "_metadata");

        for (String filter : new String[] {
            "_metadata.file_name = 'cell-3.h5'",
            "_metadata.file_path LIKE '%/cell-3.h5'",
            "_metadata.file_name > 'cell-2.h5' AND _metadata.file_name < 'cell-4'"
        }) {
            ScanMetrics scan = of(raw, filter);
            assertThat(scan.of("filesListed", "filesPruned", "filesRead", "chunksRead", "rows"))
                    .as(filter)
                    .isEqualTo("filesListed 6, filesPruned 5, filesRead 1, chunksRead 24, rows 3000");
        }
    }

    @Test
    void cellsAreLeftOutByTheirName(SparkSession spark) {
        for (String filter : new String[] {
            "_metadata.cell = 'cell-3'",
            "cell = 'cell-3'",
            "cell IN ('cell-3', 'cell-9')",
            "NOT (cell < 'cell-3' OR cell > 'cell-3')"
        }) {
            ScanMetrics scan = of(raw(spark).select("cell", "voltage", "_metadata"), filter);
            assertThat(scan.of("filesRead", "tablesPruned", "chunksRead", "rows"))
                    .as(filter)
                    .isEqualTo("filesRead 6, tablesPruned 4, chunksRead 24, rows 3000");
        }
    }

    @Test
    void directoriesOfValuesAreLeftOut(SparkSession spark) {
        sites(spark);

        for (String filter : new String[] {"site = 'east'", "site LIKE 'e%'", "NOT (site <=> 'west')"}) {
            assertThat(of(sites(spark), filter).of("filesListed", "filesPruned", "filesRead", "rows"))
                    .as(filter)
                    .isEqualTo("filesListed 10, filesPruned 5, filesRead 5, rows 7500");
        }
    }

    /** Every cell in a file in each of two directories: half of its cycles. */
    private Dataset<Row> sites(SparkSession spark) {
        Path target = directory.resolve("sites");
        if (!Files.exists(target)) {
            raw(spark)
                    .withColumn("site", expr("CASE WHEN cycle_number < 10 THEN 'east' ELSE 'west' END"))
                    .write()
                    .format("battdat")
                    .option("cellColumn", "cell")
                    .option("chunkRows", 128)
                    .partitionBy("site")
                    .save(target.toString());
        }
        return spark.read().format("battdat").option("cellColumn", "cell").load(target.toString());
    }

    @Test
    void chunksAreLeftOutByTheirZones(SparkSession spark) {
        ScanMetrics all = of(raw(spark), "voltage > 0");
        StorageLog.clear();
        ScanMetrics cycle = of(raw(spark), "cycle_number = 3");
        long readOfCycle = StorageLog.bytesRead();
        ScanMetrics cell = of(raw(spark), "cycle_number = 3 AND cell = 'cell-2'");

        assertThat(all.of("chunks", "chunksPruned", "chunksRead", "rows"))
                .isEqualTo("chunks 120, chunksPruned 0, chunksRead 120, rows 15000");
        assertThat(cycle.of("chunks", "chunksPruned", "chunksRead", "rows"))
                .isEqualTo("chunks 120, chunksPruned 110, chunksRead 10, rows 750");
        assertThat(cell.of("chunks", "chunksPruned", "chunksRead", "rows"))
                .isEqualTo("chunks 24, chunksPruned 22, chunksRead 2, rows 150");
        // nothing of the chunks between is fetched
        assertThat(cell.get("bytesStored")).isLessThan(all.get("bytesStored") / 50);
        assertThat(readOfCycle).isGreaterThan(cycle.get("bytesStored"));
        assertThat(of(raw(spark), "cycle_number > 19").of("chunksPruned", "chunksRead", "bytesStored"))
                .isEqualTo("chunksPruned 120, chunksRead 0, bytesStored 0");
        assertThat(of(raw(spark), "cycle_number = 3 OR voltage > 4").get("chunksRead"))
                .isEqualTo(10);
    }

    /** Of small files and of files that are split. */
    @ParameterizedTest
    @ValueSource(strings = {"4MB", "1KB"})
    void chunksOfFilesWithoutZonesAreLeftOutByAnIndex(String openCost, SparkSession spark, @TempDir Path archive)
            throws IOException {
        for (int i = 1; i <= 3; i++) {
            TableFile.write(archive.resolve("cell-" + i + ".h5"), cycles(1000 * i));
        }
        spark.conf().set("spark.sql.files.openCostInBytes", openCost);
        spark.conf().set("spark.sql.files.maxPartitionBytes", openCost);
        String filter = "cycle_number IN (2003, 2004)";
        Dataset<Row> before = spark.read().format("battdat").load(archive.toString());
        assertThat(of(before, filter).of("filesPruned", "chunksPruned", "chunksRead", "chunksWithoutMatch", "rows"))
                .isEqualTo("filesPruned 0, chunksPruned 0, chunksRead 60, chunksWithoutMatch 59, rows 100");
        BattdatIndex.of(spark, archive.toString()).run();

        Dataset<Row> indexed = spark.read().format("battdat").load(archive.toString());
        assertThat(of(indexed, filter).of("filesPruned", "chunksPruned", "chunksRead", "chunksWithoutMatch", "rows"))
                .isEqualTo("filesPruned 2, chunksPruned 19, chunksRead 1, chunksWithoutMatch 0, rows 100");
        assertThat(of(indexed, filter).rows()).isEqualTo(of(before, filter).rows());
    }

    /** 20 chunks of two and a half cycles each. */
    private static GeneratedTable cycles(int firstCycle) {
        return new GeneratedTable(
                List.of(
                        new GeneratedTable.Column("cycle_number", GeneratedTable.Type.LONG),
                        new GeneratedTable.Column("voltage", GeneratedTable.Type.DOUBLE)),
                2500,
                125,
                5,
                false,
                (row, target) -> target.putLong(firstCycle + row / 50).putDouble(3 + row % 50 / 64.0));
    }

    /** Of chunks in which no row matches only the columns of the filter are decoded. Python wrote these, without zones. */
    @Test
    void otherColumnsAreDecodedWhereRowsMatch(SparkSession spark) {
        Dataset<Row> rows =
                spark.read().format("battdat").load(Archives.sample().toString());

        ScanMetrics none = of(rows, "cycle_number = 1000");
        ScanMetrics one = of(rows, "cycle_number = 4");
        ScanMetrics all = of(rows, "cycle_number >= 0");

        assertThat(none.get("chunksRead")).isPositive().isEqualTo(all.get("chunksRead"));
        assertThat(none.get("chunksWithoutMatch")).isEqualTo(none.get("chunksRead"));
        assertThat(one.get("chunksWithoutMatch")).isBetween(1L, one.get("chunksRead") - 1);
        assertThat(all.get("chunksWithoutMatch")).isZero();
        assertThat(one.get("bytesDecoded")).isBetween(none.get("bytesDecoded") + 1, all.get("bytesDecoded") - 1);
        assertThat(none.get("bytesDecoded")).isLessThan(all.get("bytesDecoded") / 2);
    }

    @Test
    void partsOfStructsAndColumnsThatFilesLackOrHaveNarrower(SparkSession spark, @TempDir Path archive) {
        String point = "named_struct('x', id / 4D, 'label', concat('p', id)) AS point";
        Dataset<Row> ids = spark.range(1000).toDF();
        Dataset<Row> narrow = ids.selectExpr("'narrow' AS cell", "cast(id AS int) AS number", point);
        Dataset<Row> wide =
                ids.selectExpr("'wide' AS cell", "id + 5000000000 AS number", point, "20D + id / 100 AS temperature");
        for (Dataset<Row> each : List.of(narrow, wide)) {
            each.write()
                    .format("battdat")
                    .mode("append")
                    .option("cellColumn", "cell")
                    .option("chunkRows", 100)
                    .save(archive.toString());
        }
        Dataset<Row> rows = spark.read()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("mergeSchema", true)
                .load(archive.toString());

        assertThat(metrics(rows, "number = 150")).isEqualTo("chunksPruned 19, chunksRead 1, rows 1");
        assertThat(metrics(rows, "number > 5000000900")).isEqualTo("chunksPruned 19, chunksRead 1, rows 99");
        assertThat(metrics(rows, "point.x < 2")).isEqualTo("chunksPruned 0, chunksRead 20, rows 16");
        assertThat(metrics(rows, "point.label = 'p7'")).isEqualTo("chunksPruned 0, chunksRead 20, rows 2");
        assertThat(metrics(rows, "temperature < 20.5")).isEqualTo("chunksPruned 9, chunksRead 1, rows 50");
        assertThat(metrics(rows, "temperature IS NULL")).isEqualTo("chunksPruned 0, chunksRead 10, rows 1000");
        assertThat(metrics(rows, "temperature IS NOT NULL")).isEqualTo("chunksPruned 0, chunksRead 10, rows 1000");
    }

    private static String metrics(Dataset<Row> rows, String filter) {
        ScanMetrics scan = ScanMetrics.of(rows.where(filter).selectExpr("count(*)", "sum(number)", "max(point.x)"));
        assertThat(scan.rows().get(0).getLong(0)).isEqualTo(scan.get("rows"));
        return scan.of("chunksPruned", "chunksRead", "rows");
    }

    /** A selection of cycles: the other side of the join reads the cells and chunks that have them. */
    @Test
    void joinsLeaveOutCellsAndChunks(SparkSession spark) {
        String query =
                """
                SELECT /*+ BROADCAST(cycle_stats) */ cell, cycle_number, sum(voltage), max(capacity_discharge)
                FROM raw_data JOIN cycle_stats USING (cell, cycle_number)
                WHERE capacity_discharge > 4.97
                GROUP BY cell, cycle_number""";
        List<Row> expected = cells.onParquet(spark, query).collectAsList();

        ScanMetrics scan = ScanMetrics.of(cells.onBattdat(spark, query), "table raw_data");

        assertThat(scan.of("tablesPrunedAtRunTime", "chunks", "chunksPrunedAtRunTime", "chunksRead", "rows"))
                .isEqualTo("tablesPrunedAtRunTime 1, chunks 96, chunksPrunedAtRunTime 84, chunksRead 12, rows 1200");
        assertThat(scan.rows()).containsExactlyInAnyOrderElementsOf(expected).hasSize(8);
        // with whole cells in partitions, too
        spark.conf().set("spark.sql.battdat.planning.preserve-data-grouping", "true");
        spark.conf().set("spark.sql.battdat.planning.preserve-data-ordering", "false");
        ScanMetrics grouped = ScanMetrics.of(cells.onBattdat(spark, query), "table raw_data");
        assertThat(grouped.of("chunksPrunedAtRunTime", "chunksRead"))
                .isEqualTo("chunksPrunedAtRunTime 84, chunksRead 12");
        assertThat(grouped.rows()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void joinsLeaveOutFilesByTheirDirectories(SparkSession spark) {
        sites(spark).createOrReplaceTempView("rows");
        spark.range(2)
                .selectExpr("CASE id WHEN 0 THEN 'east' ELSE 'west' END AS site", "id AS rank")
                .createOrReplaceTempView("sites");

        ScanMetrics scan = ScanMetrics.of(spark.sql(
                "SELECT site, count(*), sum(voltage) FROM rows JOIN sites USING (site) WHERE rank = 1 GROUP BY site"));

        assertThat(scan.of("filesListed", "filesPrunedAtRunTime", "filesRead", "rows"))
                .isEqualTo("filesListed 10, filesPrunedAtRunTime 5, filesRead 5, rows 7500");
        assertThat(scan.rows())
                .singleElement()
                .extracting(row -> row.getString(0))
                .isEqualTo("west");
    }

    /** The cells of a catalog, chosen by their metadata. */
    @Test
    void joinsWithTheCellsOfACatalogLeaveOutCells(SparkSession spark) {
        spark.conf().set("spark.sql.catalog.lab", "io.battdat.spark.catalog.BattdatCatalog");
        spark.conf().set("spark.sql.catalog.lab.warehouse", Archives.sample().toString());

        Dataset<Row> query = spark.sql(
                """
                        SELECT cell, count(*) FROM lab.raw_data JOIN lab.cells USING (cell)
                        WHERE cells.battery.cathode.name = 'NMC622' AND cells.battery.nominal_capacity < 4 GROUP BY cell""");
        ScanMetrics scan = ScanMetrics.of(query, "table raw_data");

        assertThat(scan.rows()).hasSizeBetween(1, Archives.SAMPLE_CELLS - 1);
        assertThat(scan.get("tablesPrunedAtRunTime"))
                .isEqualTo(Archives.SAMPLE_CELLS - scan.rows().size());
    }
}

package io.battdat.spark.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.BattdatIndex;
import io.battdat.spark.testing.CountedFileSystem;
import io.battdat.spark.testing.GeneratedTable;
import io.battdat.spark.testing.ScanMetrics;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.StorageLog;
import io.battdat.spark.testing.TableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One cycle of one cell, in an archive of a thousand: what is read of it. */
@ExtendWith(SharedSpark.class)
class ManyCellsTest {
    private static final int CELLS = 1000;
    private static final int CHUNKS = 40;

    @TempDir
    private Path directory;

    /** A hundred cycles of 200 rows, in chunks of 500: 8,000 bytes each, and 320,000 together. */
    private static GeneratedTable table() {
        return new GeneratedTable(
                List.of(
                        new GeneratedTable.Column("cycle_number", GeneratedTable.Type.LONG),
                        new GeneratedTable.Column("voltage", GeneratedTable.Type.DOUBLE)),
                100L * 200,
                500,
                0,
                false,
                (row, target) -> target.putLong(row / 200).putDouble(3 + (row * 7919 % 1021) / 1024.0));
    }

    private static long bytes(Predicate<String> file) {
        return StorageLog.reads().stream()
                .filter(read -> file.test(read.file()))
                .mapToLong(StorageLog.Read::bytes)
                .sum();
    }

    @Test
    void aQueryReadsAFewChunksOfOneFile(SparkSession spark) throws IOException {
        Path first = directory.resolve("cell-0000.h5");
        try (TableFile file = TableFile.create(first)) {
            file.table("raw_data", table()); // without a name: that of the file is the cell's
        }
        for (int cell = 1; cell < CELLS; cell++) {
            Files.createLink(directory.resolve("cell-%04d.h5".formatted(cell)), first);
        }
        BattdatIndex.of(spark, CountedFileSystem.uri(directory)).run();
        spark.conf().set("spark.sql.adaptive.enabled", "false");
        Dataset<Row> rows =
                spark.read().format("battdat").option("cellColumn", "cell").load(CountedFileSystem.uri(directory));
        String query = "count(*), min(voltage), max(voltage), count(DISTINCT cycle_number)";
        StorageLog.clear();

        ScanMetrics scan = ScanMetrics.of(
                rows.where("cell = 'cell-0777' AND cycle_number = 52").selectExpr(query.split(", ")));

        assertThat(scan.rows().get(0).getLong(0)).isEqualTo(200);
        assertThat(scan.of("filesListed", "filesPruned", "filesRead", "chunks", "chunksPruned", "chunksRead", "rows"))
                .isEqualTo("filesListed 1000, filesPruned 999, filesRead 1, chunks " + CHUNKS
                        + ", chunksPruned 38, chunksRead 2, rows 200");
        // chunks, and the structure of the file that says where they are
        long ofFile = bytes("cell-0777.h5"::equals);
        long ofOthers = bytes(file -> file.endsWith(".h5") && !file.equals("cell-0777.h5"));
        long ofIndex = bytes(file -> file.endsWith(".zones"));
        assertThat(scan.get("bytesStored")).isEqualTo(2 * 8000);
        assertThat(ofOthers).isZero();
        assertThat(ofFile).isLessThan(Files.size(first) / 2);
        assertThat(ofIndex).isLessThan(Files.size(first));

        // what the index says of other files is not looked at where the path says enough
        StorageLog.clear();
        ScanMetrics byPath = ScanMetrics.of(spark.read()
                .format("battdat")
                .load(CountedFileSystem.uri(directory))
                .where("_metadata.file_name = 'cell-0777.h5' AND cycle_number = 52")
                .selectExpr(query.split(", ")));
        assertThat(byPath.rows()).isEqualTo(scan.rows());
        assertThat(byPath.get("chunksRead")).isEqualTo(2);
        assertThat(StorageLog.reads().stream()
                        .map(StorageLog.Read::file)
                        .filter(file -> file.endsWith(".zones"))
                        .distinct())
                .hasSize(1);
    }
}

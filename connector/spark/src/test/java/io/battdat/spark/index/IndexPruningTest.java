package io.battdat.spark.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.BattdatIndex;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.CountedFileSystem;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.StorageLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Queries of an archive that is indexed open the files in which rows may match, and give the rows that they gave before. */
@ExtendWith(SharedSpark.class)
class IndexPruningTest {
    private static final List<String> FILTERS = List.of(
            "cycle_number = 3",
            "cycle_number > 1000",
            "voltage > 4.15 AND current < 0",
            "voltage IS NULL",
            "voltage IS NOT NULL AND cycle_number IN (1, 24)",
            "no_such_column IS NULL",
            "state = 'resting' AND cycle_number < 2",
            "cell = 'cell-A1' AND cycle_number >= 20",
            "NOT (cycle_number < 20) OR voltage < 2.81");

    @TempDir
    private Path directory;

    @BeforeEach
    void copySample() throws IOException {
        try (Stream<Path> files = Files.list(Archives.sample())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".h5")).toList()) {
                Path copy = Archives.copy(file, directory.resolve(file.getFileName()));
                Files.setLastModifiedTime(copy, FileTime.fromMillis(1_600_000_000_000L));
            }
        }
    }

    private Dataset<Row> read(SparkSession spark) {
        String schema = "cycle_number BIGINT, voltage DOUBLE, current DOUBLE, state STRING, no_such_column DOUBLE";
        return spark.read()
                .format("battdat")
                .schema(schema)
                .option("cellColumn", "cell")
                .load(CountedFileSystem.uri(directory));
    }

    @Test
    void rowsAreTheSameWithAnIndexAsWithout(SparkSession spark) {
        List<Long> before = FILTERS.stream()
                .map(filter -> read(spark).where(filter).count())
                .toList();
        assertThat(before).contains(0L).anyMatch(rows -> rows > 0);
        BattdatIndex.of(spark, directory.toString()).run();
        for (String bytes : List.of("4194304", "1000")) { // files whole, and files that are opened to plan
            spark.conf().set("spark.sql.files.openCostInBytes", bytes);
            spark.conf().set("spark.sql.files.maxPartitionBytes", bytes);
            assertThat(FILTERS.stream()
                            .map(filter -> read(spark).where(filter).count())
                            .toList())
                    .isEqualTo(before);
        }
    }

    @Test
    void filesWithoutMatchAreNotOpened(SparkSession spark) {
        BattdatIndex.of(spark, directory.toString()).run();
        Dataset<Row> query = read(spark).where("cycle_number > 1000");
        StorageLog.clear();
        assertThat(query.count()).isZero();
        assertThat(filesRead().stream().filter(file -> file.endsWith(".h5")).toList())
                .hasSizeLessThanOrEqualTo(1); // the first one, to see whether the table is there
        StorageLog.clear();
        assertThat(read(spark).where("cell = 'cell-A1' AND cycle_number = 3").count())
                .isPositive();
        assertThat(filesRead()).doesNotContain("pack-B.h5");
    }

    private static Set<String> filesRead() {
        return StorageLog.reads().stream().map(StorageLog.Read::file).collect(Collectors.toSet());
    }
}

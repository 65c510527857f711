package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.BattdatFile;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An archive that is read and written has the same cells, rows, metadata and column schemas. */
@ExtendWith(SharedSpark.class)
class ArchiveCopyTest {
    @TempDir
    private Path directory;

    @Test
    void copiesAnArchive(SparkSession spark) throws IOException {
        Path copy = directory.resolve("copy");
        read(spark, Archives.sample())
                .write()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("metadataColumn", "battery")
                .save(copy.toString());

        Dataset<Row> original = rows(spark, Archives.sample());
        assertThat(rows(spark, copy).collectAsList()).isEqualTo(original.collectAsList());
        assertThat(read(spark, copy).schema())
                .isEqualTo(read(spark, Archives.sample()).schema());
        try (BattdatFile before = BattdatFile.open(Archives.sample().resolve("cell-A1.h5"));
                BattdatFile after = BattdatFile.open(copy.resolve("cell-A1.h5"))) {
            assertThat(after.columnSchema("/", "raw_data")).isEqualTo(before.columnSchema("/", "raw_data"));
            assertThat(after.metadataJson("/")).isEqualTo(before.metadataJson("/"));
        }
        List<String> left = List.of(directory.toFile().list());
        assertThat(left).containsExactly("copy");
    }

    private static Dataset<Row> read(SparkSession spark, Path archive) {
        return spark.read()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("metadataColumn", "battery")
                .load(archive.toString());
    }

    /** In the order of the files. */
    private static Dataset<Row> rows(SparkSession spark, Path archive) {
        Dataset<Row> all = read(spark, archive);
        return all.withColumn("row", functions.col("_metadata.row_index")).orderBy("cell", "row");
    }
}

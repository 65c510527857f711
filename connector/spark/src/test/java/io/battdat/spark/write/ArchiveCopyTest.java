package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.BattdatFile;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.Saved;
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
        checkCells(copy);
        List<String> left = List.of(directory.toFile().list());
        assertThat(left).containsExactly("copy");
    }

    /** Also those that share a file in the original have one each in the copy. */
    private static void checkCells(Path copy) throws IOException {
        int cells = 0;
        for (String file : Saved.files(Archives.sample())) {
            try (BattdatFile before = BattdatFile.open(Archives.sample().resolve(file))) {
                for (String prefix : before.prefixes()) {
                    String cell = before.cellName(prefix);
                    try (BattdatFile after = BattdatFile.open(copy.resolve(cell + ".h5"))) {
                        String copied = after.prefixes().get(0);
                        assertThat(after.cellName(copied)).isEqualTo(cell);
                        assertThat(after.columnSchema(copied, "raw_data"))
                                .isPresent()
                                .isEqualTo(before.columnSchema(prefix, "raw_data"));
                        assertThat(after.metadataJson(copied)).isEqualTo(before.metadataJson(prefix));
                    }
                    cells++;
                }
            }
        }
        assertThat(cells).isEqualTo(Archives.SAMPLE_CELLS);
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

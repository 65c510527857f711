package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.FilterSpec;
import io.battdat.hdf5.TableInfo;
import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a table that is written is stored. */
@ExtendWith(SharedSpark.class)
class Hdf5OptionsTest {
    private static final int ROWS = 20_000;

    @TempDir
    private Path directory;

    private TableInfo save(SparkSession spark, String name, String... options) throws IOException {
        Dataset<Row> rows = spark.range(0, ROWS, 1, 1)
                .selectExpr("'A' AS cell", "CAST(id AS DOUBLE) AS test_time", "id % 100 AS n");
        var writer = Saved.byCell(rows).mode("append");
        for (int i = 0; i < options.length; i += 2) {
            writer.option(options[i], options[i + 1]);
        }
        Path target = directory.resolve(name);
        writer.save(target.toString());
        Dataset<Row> read = Saved.read(spark, target);
        assertThat(read.selectExpr("count(*)", "sum(n)", "sum(test_time)")
                        .first()
                        .toString())
                .isEqualTo("[20000,990000,1.9999E8]");
        try (BattdatFile file = BattdatFile.open(target.resolve("A.h5"))) {
            return file.table("/", "raw_data");
        }
    }

    private long size(String name) throws IOException {
        return Files.size(directory.resolve(name).resolve("A.h5"));
    }

    @Test
    void tablesAreCompressedUnlessTheyMustNot(SparkSession spark) throws IOException {
        assertThat(save(spark, "default").filters()).extracting(FilterSpec::id).containsExactly(FilterSpec.SHUFFLE, 1);
        assertThat(save(spark, "none", "complevel", "0").filters()).isEmpty();
        assertThat(save(spark, "small", "complevel", "9", "complib", "zlib").filters())
                .extracting(FilterSpec::id)
                .containsExactly(FilterSpec.SHUFFLE, 1);

        assertThat(size("none")).isGreaterThan(16L * ROWS);
        assertThat(size("default")).isLessThan(size("none") / 2);
        save(spark, "fast", "complevel", "1");
        assertThat(size("small")).isLessThan(size("fast"));
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "1000", "100000"})
    void smallBuffersMakeTheSameTable(String bufferRows, SparkSession spark) throws IOException {
        TableInfo table = save(spark, "table", "bufferRows", bufferRows, "chunkRows", "2500");

        assertThat(table.chunkRows()).isEqualTo(2500);
        assertThat(table.rowCount()).isEqualTo(ROWS);
    }

    /** PyTables makes chunks of a power of two of kibibytes, more the larger the table is said to be. */
    @Test
    void chunksFollowTheRowsThatAreExpected(SparkSession spark) throws IOException {
        int few = save(spark, "few").chunkRows();
        int many = save(spark, "many", "expectedRows", "1000000000").chunkRows();

        assertThat(many).isGreaterThan(4 * few);
    }
}

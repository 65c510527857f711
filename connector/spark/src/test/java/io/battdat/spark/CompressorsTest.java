package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.battdat.spark.testing.SharedSpark;
import io.battdat.testing.SampleFolder;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What decodes the compressors is there on every Spark: in the bundle, or brought by Spark in that version. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class CompressorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"comp-bzip2", "comp-lzo", "comp-blosc", "comp-blosc-lz4", "comp-blosc-zstd"})
    void rowsAreThoseOfTheFileThatIsNotCompressed(String fixture, SparkSession spark) {
        List<Row> rows = read(spark, fixture).orderBy("test_time").collectAsList();

        assertThat(rows).hasSize(150);
        assertThat(rows).isEqualTo(read(spark, "comp-none").orderBy("test_time").collectAsList());
    }

    @Test
    void readsBlosc2(SparkSession spark) {
        Dataset<Row> rows = read(spark, "comp-blosc2-noshuffle");

        assertThat(rows.count()).isEqualTo(510);
        assertThat(rows.selectExpr("sum(voltage)").first().getDouble(0)).isCloseTo(1875.3392843, within(1e-7));
    }

    private static Dataset<Row> read(SparkSession spark, String fixture) {
        return spark.read().format("battdat").load(SampleFolder.fixture(fixture).toString());
    }
}

package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.spark.testing.SharedSpark;
import io.battdat.streaming.HDF5Writer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files whose tables differ in columns and types, read as one DataFrame. */
@ExtendWith(SharedSpark.class)
class MergeSchemaTest {
    @TempDir
    private Path directory;

    private void write(String file, Map<String, ?> columns) throws IOException {
        try (HDF5Writer writer = HDF5Writer.open(directory.resolve(file)).table("t")) {
            writer.writeColumns(columns);
        }
    }

    private Dataset<Row> read(SparkSession spark, Map<String, String> options) {
        return spark.read()
                .format("battdat")
                .option("table", "t")
                .options(options)
                .load(directory.toString());
    }

    private static final Map<String, String> MERGE = Map.of("mergeSchema", "true");

    @Test
    void columnsOfAllFilesAndTypesThatHoldTheValuesOfAll(SparkSession spark) throws IOException {
        write("1.h5", Map.of("a", new byte[] {-1}, "b", new float[] {0.1f}, "s", new short[] {3}));
        write("2.h5", Map.of("a", new int[] {1 << 30}, "b", new double[] {0.2}, "s", new byte[] {4}));
        write("3.h5", Map.of("a", new long[] {1L << 60}, "text", new String[] {"x"}));

        Dataset<Row> merged = read(spark, MERGE).select("a", "b", "s", "text");

        assertThat(merged.schema().simpleString()).isEqualTo("struct<a:bigint,b:double,s:smallint,text:string>");
        assertThat(merged.orderBy("a").collectAsList())
                .containsExactly(
                        RowFactory.create(-1L, (double) 0.1f, (short) 3, null),
                        RowFactory.create(1L << 30, 0.2, (short) 4, null),
                        RowFactory.create(1L << 60, null, null, "x"));
    }

    @Test
    void withoutMergingTheFirstFileHasTheColumns(SparkSession spark) throws IOException {
        write("1.h5", Map.of("a", new long[] {1}));
        write("2.h5", Map.of("a", new int[] {2}, "b", new int[] {7}));

        assertThat(read(spark, Map.of()).orderBy("a").collectAsList())
                .containsExactly(RowFactory.create(1L), RowFactory.create(2L));
    }

    @Test
    void integersBecomeDoublesOnlyIfAskedFor(SparkSession spark) throws IOException {
        write("1.h5", Map.of("a", new long[] {1L << 50}));
        write("2.h5", Map.of("a", new float[] {0.5f}));
        write("3.h5", Map.of("a", new int[] {3}));

        assertThatThrownBy(() -> read(spark, MERGE).schema())
                .hasMessageContaining("column a is bigint in ")
                .hasMessageContaining("1.h5, and float in ")
                .hasMessageContaining("2.h5")
                .hasMessageContaining("integersAsDoubles=true");

        Dataset<Row> asked = read(spark, Map.of("mergeSchema", "true", "integersAsDoubles", "true"));
        assertThat(asked.orderBy("a").collectAsList())
                .containsExactly(
                        RowFactory.create(0.5), RowFactory.create(3.0), RowFactory.create((double) (1L << 50)));
    }

    @Test
    void typesThatNothingHoldsAreAnErrorThatNamesBothFiles(SparkSession spark) throws IOException {
        write("1.h5", Map.of("a", new long[] {1}));
        write("2.h5", Map.of("a", new String[] {"x"}));

        assertThatThrownBy(() -> read(spark, Map.of("mergeSchema", "true", "integersAsDoubles", "true"))
                        .schema())
                .hasMessageContaining("column a is bigint in ")
                .hasMessageContaining("1.h5, and string in ")
                .hasMessageContaining("2.h5");
    }

    @Test
    void manyFilesAreLookedAtInAJob(SparkSession spark) throws IOException {
        spark.conf().set("spark.sql.sources.parallelPartitionDiscovery.threshold", "2");
        for (int i = 0; i < 6; i++) {
            write(i + ".h5", Map.of("a", new long[] {i}, "c" + i % 3, new double[] {i}));
        }

        assertThat(List.of(read(spark, MERGE).columns())).containsExactlyInAnyOrder("a", "c0", "c1", "c2");
        assertThat(read(spark, MERGE).selectExpr("count(c2)", "count(a)").first())
                .isEqualTo(RowFactory.create(2L, 6L));
    }

    @Test
    void aSchemaOfWiderTypesIsTheUsersToGive(SparkSession spark) throws IOException {
        write("1.h5", Map.of("a", new int[] {5}, "b", new float[] {1.5f}));

        Dataset<Row> wider = spark.read()
                .schema("a BIGINT, b DOUBLE")
                .format("battdat")
                .option("table", "t")
                .load(directory.toString());

        assertThat(wider.collectAsList()).containsExactly(RowFactory.create(5L, 1.5));
    }
}

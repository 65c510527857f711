package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.battdat.BattdatException;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.testing.DamagedFile;
import io.battdat.testing.DamagedFile.Due;
import io.battdat.testing.SampleFolder;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged and hostile files: what {@code bad.json} says is due, with messages that say where. */
@ExtendWith(SharedSpark.class)
@Timeout(60)
class DamagedFilesTest {
    /** One bit of a value is not as it was, which nobody can notice. */
    private static final String CHANGED = "data-plain-flip.h5";

    static Stream<DamagedFile> due(Due... dues) {
        return SampleFolder.damagedFiles().stream().filter(file -> Set.of(dues).contains(file.due()));
    }

    static Stream<DamagedFile> readable() {
        return due(Due.READABLE);
    }

    static Stream<DamagedFile> erroneous() {
        return due(Due.ERROR);
    }

    static Stream<DamagedFile> either() {
        return due(Due.EITHER);
    }

    static Stream<DamagedFile> withWrongMetadata() {
        return due(Due.METADATA_ERROR);
    }

    @ParameterizedTest
    @MethodSource("readable")
    void intactRowsAreRead(DamagedFile file, SparkSession spark) {
        List<Row> rows = load(spark, file).collectAsList();

        assertThat(rows).hasSize(90);
        if (!file.name().equals(CHANGED)) {
            assertThat(rows).isEqualTo(load(spark, base(file)).collectAsList());
        }
    }

    @ParameterizedTest
    @MethodSource("erroneous")
    void damageIsAnErrorThatNamesTheFile(DamagedFile file, SparkSession spark) {
        Throwable failure = catchThrowable(() -> load(spark, file).collectAsList());

        assertIsClear(failure, file);
    }

    @ParameterizedTest
    @MethodSource("either")
    void otherDamageIsAClearErrorOrRows(DamagedFile file, SparkSession spark) {
        // tables of a tera row are planned and counted, but there is no point in reading each row
        Throwable failure = catchThrowable(() -> load(spark, file).limit(200).collectAsList());

        if (failure != null) {
            assertIsClear(failure, file);
        }
    }

    private static void assertIsClear(Throwable failure, DamagedFile file) {
        assertThat(failure).isNotNull();
        Throwable cause = failure;
        while (!(cause instanceof BattdatException)) {
            assertThat(cause).as("what wraps the error").isInstanceOf(SparkException.class);
            cause = cause.getCause();
        }
        assertThat(cause).hasMessageContaining(file.name());
    }

    @ParameterizedTest
    @MethodSource("withWrongMetadata")
    void rowsAreReadWithASchemaAlsoWithWrongMetadata(DamagedFile file, SparkSession spark) {
        Dataset<Row> rows = spark.read()
                .format("battdat")
                .schema("cycle_number bigint, voltage double")
                .load(file.path().toString());

        assertThat(rows.collectAsList()).hasSizeGreaterThan(10).allMatch(row -> !row.isNullAt(0) && !row.isNullAt(1));
        assertThat(rows.count()).isEqualTo(rows.collectAsList().size());
    }

    @ParameterizedTest
    @MethodSource("withWrongMetadata")
    void askingForWrongMetadataIsAnErrorThatNamesTheFile(DamagedFile file, SparkSession spark) {
        boolean ofTheTable = file.name().contains("schema") || file.name().contains("table");
        Throwable failure = catchThrowable(() -> {
            if (ofTheTable) {
                spark.read().format("battdat").load(file.path().toString());
            } else {
                spark.read()
                        .format("battdat")
                        .option("metadataColumn", "battery")
                        .schema("voltage double")
                        .load(file.path().toString())
                        .select("battery")
                        .collectAsList();
            }
        });

        assertIsClear(failure, file);
        assertThat(failure).hasStackTraceContaining("metadata");
    }

    /** The file that the others of the folder were made from. */
    private static DamagedFile base(DamagedFile file) {
        return SampleFolder.damagedFiles().stream()
                .filter(other ->
                        other.folder().equals(file.folder()) && other.name().equals("base-good.h5"))
                .findFirst()
                .orElseThrow();
    }

    private static Dataset<Row> load(SparkSession spark, DamagedFile file) {
        return spark.read().format("battdat").load(file.path().toString());
    }
}

package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.BlockedWrite;
import io.battdat.spark.testing.ChildJvm;
import io.battdat.spark.testing.DirectoryContents;
import io.battdat.spark.testing.NumberedRows;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A driver that is killed in the middle of a write. */
@ExtendWith(SharedSpark.class)
@Timeout(300)
class KilledDriverTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"Append", "Overwrite"})
    void archiveIsAsItWasAndTheNextWriteGoesWell(SaveMode mode, SparkSession spark)
            throws IOException, InterruptedException {
        Path target = directory.resolve("archive");
        Path markers = Files.createDirectories(directory.resolve("markers"));
        write(spark, target, 0, 400, SaveMode.ErrorIfExists);
        Map<String, String> before = DirectoryContents.of(target);

        try (ChildJvm driver = ChildJvm.start(
                BlockedWrite.class,
                Files.createDirectories(directory.resolve("driver")),
                List.of("-Xmx512m"),
                Map.of(),
                target.toString(),
                mode.name(),
                markers.toString())) {
            driver.awaitFile(markers.resolve(BlockedWrite.REACHED));
            driver.process().destroyForcibly().waitFor();
        }

        // a task of it had been committed
        assertThat(DirectoryContents.named(target, "task_")).hasSize(1);
        assertThat(DirectoryContents.committed(target)).isEqualTo(before);
        assertThat(NumberedRows.found(spark, target.toString())).isEqualTo(NumberedRows.expected(400));

        write(spark, target, 400, 600, SaveMode.Append);
        assertThat(NumberedRows.found(spark, target.toString())).isEqualTo(NumberedRows.expected(600));
        // nor are the dead driver's files there any more
        assertThat(DirectoryContents.of(target)).hasSameSizeAs(before);
    }

    private static void write(SparkSession spark, Path target, long first, long end, SaveMode mode) {
        NumberedRows.of(spark, first, end)
                .write()
                .format("battdat")
                .option("cellColumn", "cell")
                .mode(mode)
                .save(target.toString());
    }
}

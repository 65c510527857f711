package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.ChildJvm;
import io.battdat.spark.testing.ClusterQueries;
import io.battdat.spark.testing.GeneratedTable;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.TableFile;
import io.battdat.spark.testing.TwoHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Executors in processes of their own: what they read with has been serialized and sent to them. */
@ExtendWith(SharedSpark.class)
@Timeout(300)
class ClusterTest {
    @TempDir
    private Path directory;

    @Test
    void executorsInOtherProcessesReadTheSame(SparkSession spark) throws IOException {
        Path split = TableFile.write(directory.resolve("split.h5"), GeneratedTable.numbered(200_000, 1000, 1));
        Path child = Files.createDirectories(directory.resolve("driver"));
        try (ChildJvm driver = ChildJvm.start(
                ClusterQueries.class,
                child,
                List.of("-Xmx512m"),
                TwoHosts.environment(directory),
                Archives.sample().toString(),
                split.toString(),
                child.resolve("results").toString())) {
            driver.awaitSuccess();
        }

        List<String> results = Files.readAllLines(child.resolve("results"));
        assertThat(values(results, "query"))
                .containsExactlyElementsOf(
                        ClusterQueries.results(spark, Archives.sample().toString(), split.toString()));
        assertThat(values(results, "executor")).hasSize(2).doesNotContain("driver");
        assertThat(values(results, "partitions")).singleElement().satisfies(count -> assertThat(Integer.parseInt(count))
                .isGreaterThan(10));
        // one executor was killed while it had read half a partition, and all rows are there
        assertThat(values(results, "lost executors")).containsExactly("1");
        assertThat(values(results, "rows after a loss")).containsExactly("200000");
        assertThat(values(results, "sum after a loss")).containsExactly(Long.toString(200_000L * 199_999 / 2));
    }

    /** The lines "key: value" of that key. */
    private static List<String> values(List<String> lines, String key) {
        return lines.stream()
                .map(line -> line.split(": ", 2))
                .filter(parts -> parts[0].equals(key))
                .flatMap(parts -> Stream.of(parts[1]))
                .toList();
    }
}

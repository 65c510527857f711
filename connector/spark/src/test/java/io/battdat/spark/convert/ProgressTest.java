package io.battdat.spark.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.executor.InputMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How far a conversion is. */
@ExtendWith(SharedSpark.class)
class ProgressTest {
    private static final long MEBIBYTE = 1 << 20;

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private String shown(boolean bar, ConversionProgress... progress) {
        out.reset();
        ProgressDisplay display = new ProgressDisplay(new PrintStream(out, true, StandardCharsets.UTF_8), bar);
        for (ConversionProgress each : progress) {
            display.progress(each);
        }
        display.end();
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A quarter of the bytes of a file of 12 MiB, with the 4 MiB that each file costs. */
    private static ConversionProgress quarter(double seconds) {
        return new ConversionProgress(0, 1, 20_000, 4 * MEBIBYTE, 12 * MEBIBYTE, 0, seconds);
    }

    @Test
    void aBarShowsFilesRowsRateAndTheTimeLeft() {
        ConversionProgress end = new ConversionProgress(1, 1, 80_000, 12 * MEBIBYTE, 12 * MEBIBYTE, 1, 40);
        assertThat(shown(true, quarter(10), end).split("\\R"))
                .satisfiesExactly(
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "[======                  ] 0 of 1 files, 20,000 rows, 2 k rows/s, 0:30 left"),
                        line -> assertThat(line)
                                .startsWith(
                                        "[========================] 1 of 1 files, 80,000 rows, 2 k rows/s, 1 quarantined, 0:00 left"));
    }

    @Test
    void elsewhereThereIsALineEveryTenSeconds() {
        List<ConversionProgress> steps = new ArrayList<>();
        for (int tenths = 0; tenths <= 250; tenths += 2) {
            steps.add(quarter(tenths / 10.0));
        }
        assertThat(shown(false, steps.toArray(ConversionProgress[]::new)).lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("battdat-convert: 0 of 1 files, 20,000 rows")
                        .endsWith("left"));
    }

    @Test
    @Tag("every-spark")
    void tasksTellSparkWhatTheyRead(SparkSession spark) throws IOException, InterruptedException {
        AtomicLong rows = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        CountDownLatch ended = new CountDownLatch(1);
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd task) {
                InputMetrics read = task.taskMetrics().inputMetrics();
                rows.addAndGet(read.recordsRead());
                bytes.addAndGet(read.bytesRead());
            }

            @Override
            public void onJobEnd(SparkListenerJobEnd job) {
                ended.countDown();
            }
        };
        Path source = Archives.sample().resolve("cell-A4.h5");
        List<ConversionProgress> told = new ArrayList<>();
        ConversionResult result;
        spark.sparkContext().addSparkListener(listener);
        try {
            result = Conversion.of(source.toString())
                    .to(directory.resolve("target").toString())
                    .progress(told::add)
                    .run(spark);
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            spark.sparkContext().removeSparkListener(listener);
        }
        assertThat(rows.get()).isEqualTo(result.rows()).isPositive();
        assertThat(bytes.get()).isBetween(Files.size(source) / 2, 2 * Files.size(source));
        ConversionProgress last = told.get(told.size() - 1);
        assertThat(last.rows()).isEqualTo(result.rows());
        assertThat(last.bytesDone()).isEqualTo(last.bytes());
    }
}

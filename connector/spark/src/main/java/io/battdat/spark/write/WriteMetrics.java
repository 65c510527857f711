package io.battdat.spark.write;

import io.battdat.hdf5.write.WriteStatistics;
import java.util.Locale;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * What a write reports. Spark takes {@code bytesWritten} and {@code recordsWritten} as the task's own; the others stand in
 * the SQL tab.
 */
public final class WriteMetrics {
    private static final String CHUNKS = "chunks";
    private static final String RATIO = "compressionRatio";
    private static final int KIBIBYTE_BITS = 10;
    private static final int HALF = 32;

    private WriteMetrics() {}

    static CustomMetric[] supported() {
        return new CustomMetric[] {new Chunks(), new CompressionRatio()};
    }

    /** @param rows that the task was given, whether they are written yet or not */
    static CustomTaskMetric[] of(long rows, WriteStatistics statistics, long fileBytes) {
        return new CustomTaskMetric[] {
            new Value("bytesWritten", fileBytes),
            new Value("recordsWritten", rows),
            new Value(CHUNKS, statistics.chunks()),
            new Value(RATIO, packed(statistics))
        };
    }

    /** A task has one number for a metric: kibibytes before compression, and behind them kibibytes as stored. */
    private static long packed(WriteStatistics statistics) {
        return kibibytes(statistics.rawBytes()) << HALF | kibibytes(statistics.storedBytes());
    }

    private static long kibibytes(long bytes) {
        return Math.min(Integer.MAX_VALUE, bytes + (1 << KIBIBYTE_BITS) - 1 >> KIBIBYTE_BITS);
    }

    private record Value(String name, long value) implements CustomTaskMetric {}

    /** Public, and with a constructor without parameters, for Spark to make one by its name. */
    public static final class Chunks extends CustomSumMetric {
        @Override
        public String name() {
            return CHUNKS;
        }

        @Override
        public String description() {
            return "chunks written";
        }
    }

    /** As {@link Chunks}. */
    public static final class CompressionRatio implements CustomMetric {
        @Override
        public String name() {
            return RATIO;
        }

        @Override
        public String description() {
            return "compression ratio";
        }

        @Override
        public String aggregateTaskMetrics(long[] taskMetrics) {
            long raw = 0;
            long stored = 0;
            for (long packed : taskMetrics) {
                raw += packed >>> HALF;
                stored += packed & 0xFFFF_FFFFL;
            }
            return stored == 0 ? "nothing written" : String.format(Locale.ROOT, "%.2f", (double) raw / stored);
        }
    }
}

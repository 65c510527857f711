package io.battdat.spark.read;

import io.battdat.hdf5.read.TableReader;
import java.io.Serializable;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** What was counted so far. */
final class MetricCounts implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long[] counts = new long[ReadMetric.values().length];

    /** One of them, for Spark. */
    private record Count(String name, long value) implements CustomTaskMetric {}

    void add(ReadMetric metric, long count) {
        counts[metric.ordinal()] += count;
    }

    void addAll(MetricCounts others) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += others.counts[i];
        }
    }

    /** Adds the time since then. */
    void addTime(ReadMetric metric, long startNanos) {
        add(metric, System.nanoTime() - startNanos);
    }

    /** Adds what a reader has read. */
    void addRead(TableReader reader) {
        add(ReadMetric.CHUNKS_READ, reader.chunksRead());
        add(ReadMetric.CHUNKS_WITHOUT_MATCH, reader.chunksWithoutMatch());
        add(ReadMetric.BYTES_STORED, reader.storedBytesRead());
        add(ReadMetric.BYTES_DECODED, reader.decodedBytes());
    }

    CustomTaskMetric[] values() {
        return Stream.of(ReadMetric.values())
                .map(metric -> new Count(metric.key(), counts[metric.ordinal()]))
                .toArray(CustomTaskMetric[]::new);
    }
}

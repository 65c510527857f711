package io.battdat.spark.read;

import io.battdat.spark.metric.ByteTotal;
import io.battdat.spark.metric.CountTotal;
import io.battdat.spark.metric.TimeTotal;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.metric.CustomMetric;

/** What a scan counts, on the driver and in tasks. */
enum ReadMetric {
    FILES_LISTED("files listed", Unit.COUNT),
    FILES_PRUNED("files pruned by path, partition or index", Unit.COUNT),
    FILES_PRUNED_AT_RUN_TIME("files pruned by runtime filters", Unit.COUNT),
    FILES_OPENED_TO_PLAN("files opened to plan", Unit.COUNT),
    FILES_READ("files opened to read", Unit.COUNT),
    TABLES_PRUNED("tables pruned by cell", Unit.COUNT),
    TABLES_PRUNED_AT_RUN_TIME("tables pruned by runtime filters", Unit.COUNT),
    CHUNKS("chunks of the tables left", Unit.COUNT),
    CHUNKS_PRUNED("chunks pruned by zone maps", Unit.COUNT),
    CHUNKS_PRUNED_AT_RUN_TIME("chunks pruned by runtime filters", Unit.COUNT),
    CHUNKS_READ("chunks read", Unit.COUNT),
    CHUNKS_WITHOUT_MATCH("chunks read of which no row matched", Unit.COUNT),
    BYTES_STORED("stored bytes of chunks read", Unit.BYTES),
    BYTES_DECODED("bytes decoded", Unit.BYTES),
    ROWS("rows handed on", Unit.COUNT),
    OPEN_TIME("time to open files", Unit.NANOSECONDS),
    READ_TIME("time to read and decode", Unit.NANOSECONDS);

    private enum Unit {
        COUNT,
        BYTES,
        NANOSECONDS
    }

    private final String description;
    private final Unit unit;

    ReadMetric(String description, Unit unit) {
        this.description = description;
        this.unit = unit;
    }

    /** All of them, for Spark. */
    static CustomMetric[] all() {
        return Stream.of(values()).map(ReadMetric::total).toArray(CustomMetric[]::new);
    }

    private CustomMetric total() {
        return switch (unit) {
            case COUNT -> new CountTotal(key(), description);
            case BYTES -> new ByteTotal(key(), description);
            case NANOSECONDS -> new TimeTotal(key(), description);
        };
    }

    /** The name that Spark knows it by. */
    String key() {
        String[] words = name().toLowerCase(java.util.Locale.ROOT).split("_");
        StringBuilder key = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            key.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return key.toString();
    }
}

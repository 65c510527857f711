package io.battdat.spark.metric;

import java.util.Arrays;
import org.apache.spark.sql.connector.metric.CustomMetric;

/** A sum over tasks. */
abstract class Total implements CustomMetric {
    private final String name;
    private final String description;

    Total(String name, String description) {
        this.name = name;
        this.description = description;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final String aggregateTaskMetrics(long[] taskMetrics) {
        return format(Arrays.stream(taskMetrics).sum());
    }

    abstract String format(long sum);
}

package io.battdat.spark.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.apache.spark.sql.execution.metric.SQLMetric;
import scala.Tuple2;
import scala.collection.Iterator;

/**
 * What the scan of a query has counted, by the names that Spark knows the metrics by.
 *
 * @param rows the query's answer
 */
public record ScanMetrics(Map<String, Long> counts, List<Row> rows) {
    /** Runs a query of one scan; adaptive execution must be off. */
    public static ScanMetrics of(Dataset<Row> query) {
        return of(query, "");
    }

    /**
     * Runs a query with adaptive execution off.
     *
     * @param part of the description of the scan that is looked at
     */
    public static ScanMetrics of(Dataset<Row> query, String part) {
        List<Row> rows = query.collectAsList();
        List<BatchScanExec> scans = Plans.executed(query, BatchScanExec.class).stream()
                .filter(scan -> scan.scan().description().contains(part))
                .toList();
        if (scans.size() != 1) {
            throw new IllegalStateException(scans.size() + " scans: " + scans);
        }
        Map<String, Long> counts = new TreeMap<>();
        Iterator<Tuple2<String, SQLMetric>> metrics = scans.get(0).metrics().iterator();
        while (metrics.hasNext()) {
            Tuple2<String, SQLMetric> metric = metrics.next();
            counts.put(metric._1(), metric._2().value());
        }
        return new ScanMetrics(counts, rows);
    }

    /** One count, by its name. */
    public long get(String name) {
        return counts.get(name);
    }

    /** Some counts, each behind its name. */
    public String of(String... names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(get(name));
        }
        return text.toString();
    }
}

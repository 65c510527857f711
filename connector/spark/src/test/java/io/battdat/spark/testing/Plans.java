package io.battdat.spark.testing;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import scala.jdk.javaapi.CollectionConverters;

/** Looks into the plans of queries. */
public final class Plans {
    private Plans() {}

    /** The operators of the plan that runs, adaptive execution off or not. */
    public static <T extends SparkPlan> List<T> operators(Dataset<?> query, Class<T> type) {
        List<T> found = new ArrayList<>();
        collect(query.queryExecution().sparkPlan(), type, found);
        return found;
    }

    /** The scans of a query. */
    public static List<BatchScanExec> scans(Dataset<?> query) {
        return operators(query, BatchScanExec.class);
    }

    private static <T extends SparkPlan> void collect(SparkPlan plan, Class<T> type, List<T> found) {
        if (type.isInstance(plan)) {
            found.add(type.cast(plan));
        }
        CollectionConverters.asJava(plan.children()).forEach(child -> collect(child, type, found));
    }
}

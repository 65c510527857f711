package io.battdat.spark.testing;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.execution.ExplainMode;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import scala.runtime.BoxedUnit;

/** Looks into the plans of queries. */
public final class Plans {
    private Plans() {}

    /** The operators of the plan that runs, adaptive execution off or not, before what they require is put in. */
    public static <T extends SparkPlan> List<T> operators(Dataset<?> query, Class<T> type) {
        return collect(query.queryExecution().sparkPlan(), type);
    }

    /** The operators of the plan that runs, exchanges and sorts included; adaptive execution must be off. */
    public static <T extends SparkPlan> List<T> executed(Dataset<?> query, Class<T> type) {
        SparkPlan plan = query.queryExecution().executedPlan();
        if (plan instanceof AdaptiveSparkPlanExec) {
            throw new IllegalStateException("adaptive execution makes the plan while it runs");
        }
        return collect(plan, type);
    }

    /** The scans of a query. */
    public static List<BatchScanExec> scans(Dataset<?> query) {
        return operators(query, BatchScanExec.class);
    }

    /** What {@code EXPLAIN FORMATTED} says. */
    public static String explain(Dataset<?> query) {
        return query.queryExecution().explainString(ExplainMode.fromString("formatted"));
    }

    /** What the scans of a query that has run have counted; adaptive execution must be off. */
    public static long metric(Dataset<?> query, String name) {
        return executed(query, BatchScanExec.class).stream()
                .mapToLong(scan -> scan.metrics().apply(name).value())
                .sum();
    }

    /** A plan's children are a collection of Scala's, whose type differs with its version; a function's does not. */
    private static <T extends SparkPlan> List<T> collect(SparkPlan plan, Class<T> type) {
        List<T> found = new ArrayList<>();
        plan.foreach(operator -> {
            if (type.isInstance(operator)) {
                found.add(type.cast(operator));
            }
            return BoxedUnit.UNIT;
        });
        return found;
    }
}

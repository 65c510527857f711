package io.battdat.spark.files;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Work on each of some files: on the driver, or as a Spark job if there are more of them than
 * {@code spark.sql.sources.parallelPartitionDiscovery.threshold}, in as many tasks as {@code .parallelism} says.
 */
public final class FileJob {
    private FileJob() {}

    /**
     * What the work gives, in the order of the files.
     *
     * @param work gets some of the files at a time
     */
    public static <F extends Serializable, R> List<R> run(List<F> files, FlatMapFunction<Iterator<F>, R> work)
            throws IOException {
        SQLConf settings = SQLConf.get();
        if (files.size() > settings.parallelPartitionDiscoveryThreshold()) {
            int tasks = Math.min(files.size(), settings.parallelPartitionDiscoveryParallelism());
            return JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext())
                    .parallelize(files, tasks)
                    .mapPartitions(work)
                    .collect();
        }
        List<R> results = new ArrayList<>();
        try {
            work.call(files.iterator()).forEachRemaining(results::add);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("work on files declares no other exception", e);
        }
        return results;
    }
}

package io.battdat.spark.testing;

import java.util.concurrent.TimeoutException;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;

/** Waits for tasks that go on after their query has failed. */
public final class EndedTasks extends SparkListener implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 60_000;

    private final SparkSession spark;
    private int started;
    private int running;

    public EndedTasks(SparkSession spark) {
        this.spark = spark;
        spark.sparkContext().addSparkListener(this);
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart event) {
        started++;
        running++;
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
        running--;
        notifyAll();
    }

    /** Tasks that were started so far. */
    public synchronized int started() {
        return started;
    }

    /** Returns when no task runs any more, with all that a task does at its end done. */
    public void awaitAll() throws InterruptedException {
        try {
            // events come late, but in order: after this, every start is known
            spark.sparkContext().listenerBus().waitUntilEmpty(PATIENCE_MILLIS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Spark's events do not come to an end", e);
        }
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        synchronized (this) {
            while (running > 0) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new IllegalStateException(running + " tasks do not end");
                }
                wait(left);
            }
        }
    }

    @Override
    public void close() {
        spark.sparkContext().removeSparkListener(this);
    }
}

package io.battdat.benchmarks;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.StorageStatistics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts bytes read through Hadoop's file systems: in tasks, and in this whole process, which in local mode is all. */
final class BytesRead extends SparkListener {
    private static final int POLLS = 200;
    private static final int POLL_MILLIS = 10;

    private final AtomicLong taskBytes = new AtomicLong();
    private final AtomicLong tasks = new AtomicLong();

    /**
     * What one query read.
     *
     * @param inTasks by Spark's task metrics
     */
    record Count(long inTasks, long inAll) {
        /** Tables of more than a few megabytes are looked at on the driver; their tasks read data only. */
        long whilePlanning() {
            return inAll - inTasks;
        }
    }

    /** Runs something and counts; nothing else may run at the same time. */
    Count during(Runnable query) throws InterruptedException {
        taskBytes.set(0);
        tasks.set(0);
        long before = processBytes();
        query.run();
        awaitEvents();
        return new Count(taskBytes.get(), processBytes() - before);
    }

    /** Spark hands events over in a thread of its own; they are all in when no more have come for a while. */
    private void awaitEvents() throws InterruptedException {
        int quiet = 0;
        for (int i = 0; i < POLLS && quiet < POLLS / 10; i++) {
            long seen = tasks.get();
            Thread.sleep(POLL_MILLIS);
            quiet = tasks.get() == seen && seen > 0 ? quiet + 1 : 0;
        }
    }

    private static long processBytes() {
        long bytes = 0;
        Iterator<StorageStatistics> fileSystems =
                FileSystem.getGlobalStorageStatistics().iterator();
        while (fileSystems.hasNext()) {
            Long read = fileSystems.next().getLong("bytesRead");
            bytes += read == null ? 0 : read;
        }
        return bytes;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        tasks.incrementAndGet();
        taskBytes.addAndGet(end.taskMetrics().inputMetrics().bytesRead());
    }
}

package io.battdat.spark.testing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.spark.TaskContext;

/** What was opened, read and closed behind {@link CountedFileSystem}, by any thread of this JVM. */
public final class StorageLog {
    private static final List<Read> READS = new ArrayList<>();
    private static int opened;
    private static int closed;
    private static volatile Gate gate;

    private StorageLog() {}

    /**
     * One request to storage.
     *
     * @param inTask whether a Spark task made it, and not the driver's own thread
     */
    public record Read(String file, long position, int bytes, boolean inTask) {
        public long end() {
            return position + bytes;
        }
    }

    /** Forgets everything; streams that are still open will not be missed. */
    public static synchronized void clear() {
        READS.clear();
        opened = 0;
        closed = 0;
        gate = null;
    }

    /** Streams opened so far. */
    public static synchronized int opened() {
        return opened;
    }

    /** Streams opened and not closed yet. */
    public static synchronized int openStreams() {
        return opened - closed;
    }

    /** What was read so far, in order. */
    public static synchronized List<Read> reads() {
        return List.copyOf(READS);
    }

    /** Bytes read so far. */
    public static long bytesRead() {
        return reads().stream().mapToLong(Read::bytes).sum();
    }

    static synchronized void open() {
        opened++;
    }

    static synchronized void close() {
        closed++;
    }

    static void read(String file, long position, int bytes) throws IOException {
        Read read = new Read(file, position, bytes, TaskContext.get() != null);
        synchronized (StorageLog.class) {
            READS.add(read);
        }
        Gate holding = gate;
        if (holding != null && holding.held.test(read)) {
            holding.hold();
        }
    }

    /** From now on, reads of that kind do not return before the gate is opened, or their thread is interrupted. */
    public static Gate hold(Predicate<Read> held) {
        Gate holding = new Gate(held);
        gate = holding;
        return holding;
    }

    /** Makes storage slow for as long as a test needs it. */
    public static final class Gate implements AutoCloseable {
        private static final int PATIENCE_SECONDS = 60;

        private final Predicate<Read> held;
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        private Gate(Predicate<Read> held) {
            this.held = held;
        }

        private void hold() throws IOException {
            entered.countDown();
            try {
                if (!opened.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("nobody opened the gate");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted while reading").initCause(e);
            }
        }

        /** Returns once a read is being held; false if none comes. */
        public boolean awaitReader() throws InterruptedException {
            return entered.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            opened.countDown();
        }
    }
}

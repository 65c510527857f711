package io.battdat.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells of an input that keeps a thread busy for too long: by its processor time, which a busy machine does not add to. */
final class Watchdog extends Thread {
    static final Duration MOST_BUSY = Duration.ofSeconds(5);
    /** For a thread that waits for something for ever. */
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(90);

    private static final long PAUSE_MILLIS = 100;

    private final Thread watched;
    private final Consumer<StackTraceElement[]> alarm;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private volatile long startBusy;
    private volatile long start;

    /** @param alarm is given where the thread is, in this thread, once */
    Watchdog(Thread watched, Consumer<StackTraceElement[]> alarm) {
        super("watchdog");
        this.watched = watched;
        this.alarm = alarm;
        setDaemon(true);
        restart();
    }

    /** The watched thread starts with something new. */
    void restart() {
        startBusy = threads.getThreadCpuTime(watched.getId());
        start = System.nanoTime();
    }

    @Override
    public void run() {
        try {
            while (threads.getThreadCpuTime(watched.getId()) - startBusy < MOST_BUSY.toNanos()
                    && System.nanoTime() - start < MOST_PATIENCE.toNanos()) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        alarm.accept(watched.getStackTrace());
    }
}

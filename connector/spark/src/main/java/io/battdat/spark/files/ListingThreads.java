package io.battdat.spark.files;

import io.battdat.BattdatException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A few threads for calls that mostly wait, as those to an object store do. They start with the first list of more than
 * one item, so that the common single path costs none, and end with {@link #close()}.
 */
public final class ListingThreads implements AutoCloseable {
    private static final int MAXIMUM_THREADS = 16;
    private static final AtomicInteger STARTED = new AtomicInteger();

    private ExecutorService pool;

    /** Results in the order of the items; the first failure in that order is thrown, and an interrupt ends it all. */
    public <T, R> List<R> map(List<T> items, Function<T, R> task) {
        failIfInterrupted();
        if (items.size() == 1) {
            return List.of(task.apply(items.get(0)));
        }
        List<Callable<R>> calls = new ArrayList<>(items.size());
        for (T item : items) {
            calls.add(() -> task.apply(item));
        }
        try {
            List<R> results = new ArrayList<>(items.size());
            for (Future<R> future : pool().invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
    }

    /** To be called between the steps of a long task: most file systems do not look at the flag themselves. */
    public static void failIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(null);
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdownNow();
        }
    }

    private ExecutorService pool() {
        if (pool == null) {
            pool = Executors.newFixedThreadPool(MAXIMUM_THREADS, runnable -> {
                Thread thread = new Thread(runnable, "battdat-listing-" + STARTED.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
        }
        return pool;
    }

    private static BattdatException interrupted(Throwable cause) {
        return new BattdatException("Listing files was interrupted, as when a query is cancelled.", cause);
    }

    /** As it was thrown: a task throws unchecked exceptions, and {@link PathNotFoundException} as if it were one. */
    private static RuntimeException rethrown(ExecutionException failure) {
        return ListingThreads.<RuntimeException>unchecked(failure.getCause());
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable throwable) throws E {
        throw (E) throwable;
    }
}

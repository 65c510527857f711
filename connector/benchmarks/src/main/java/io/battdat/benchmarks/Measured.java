package io.battdat.benchmarks;

/**
 * Runs of one query on one format.
 *
 * @param elapsed by the clock
 * @param processor of all threads of this process, compiler and garbage collector included; other processes that take the
 *     cores change it little
 */
record Measured(Timings elapsed, Timings processor) {
    static Measured once(double elapsedSeconds, double processorSeconds) {
        return new Measured(Timings.of(elapsedSeconds), Timings.of(processorSeconds));
    }

    Measured and(Measured others) {
        return new Measured(elapsed.and(others.elapsed), processor.and(others.processor));
    }
}

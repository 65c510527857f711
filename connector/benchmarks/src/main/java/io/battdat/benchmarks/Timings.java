package io.battdat.benchmarks;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Seconds of repeated runs. */
record Timings(double[] seconds) {
    Timings {
        seconds = seconds.clone();
        Arrays.sort(seconds);
    }

    double median() {
        int middle = seconds.length / 2;
        return seconds.length % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2;
    }

    double fastest() {
        return seconds[0];
    }

    double slowest() {
        return seconds[seconds.length - 1];
    }

    Timings and(Timings others) {
        return new Timings(DoubleStream.concat(DoubleStream.of(seconds), DoubleStream.of(others.seconds))
                .toArray());
    }

    static Timings of(double... seconds) {
        return new Timings(seconds);
    }
}

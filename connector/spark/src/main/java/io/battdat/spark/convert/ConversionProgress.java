package io.battdat.spark.convert;

/**
 * How far a conversion is.
 *
 * @param filesDone units of work that are finished: mostly files
 * @param files units of work in all
 * @param rows rows converted so far, in files that are not finished, too
 * @param bytesDone of sources that were read
 * @param bytes of all sources
 * @param quarantined sources that were left out so far
 * @param seconds since the start
 */
public record ConversionProgress(
        int filesDone, int files, long rows, long bytesDone, long bytes, int quarantined, double seconds) {
    /** Rows a second so far. */
    public double rowsPerSecond() {
        return seconds > 0 ? rows / seconds : 0;
    }

    /** Seconds left, by the bytes that are; NaN as long as nothing is done. */
    public double secondsLeft() {
        // an empty file takes time, too
        double done = bytesDone + (double) filesDone * TaskPacker.OPEN_COST_BYTES;
        double all = bytes + (double) files * TaskPacker.OPEN_COST_BYTES;
        return done > 0 ? seconds * (all - done) / done : Double.NaN;
    }
}

package io.battdat.spark.files;

import io.battdat.BattdatException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;

/** Turns what a file system throws into a message with the path. */
final class ListingFailure {

    private ListingFailure() {}

    static BattdatException at(Object path, IOException cause) {
        // A time-out extends InterruptedIOException, but nobody asked this thread to stop.
        if (cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException)) {
            Thread.currentThread().interrupt();
        }
        return new BattdatException(
                "Cannot list " + path + ": " + cause.getMessage()
                        + ". Check that the path may be read and that its file system can be reached.",
                cause);
    }

    static BattdatException vanished(Object directory, IOException cause) {
        return new BattdatException(
                "Directory " + directory + " vanished while it was listed. Run the query again, or set"
                        + " ignoreMissingFiles=true to go on without what vanishes.",
                cause);
    }
}

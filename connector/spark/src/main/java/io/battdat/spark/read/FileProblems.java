package io.battdat.spark.read;

import io.battdat.BattdatException;
import io.battdat.MissingTableException;
import io.battdat.spark.ReadConf;
import io.battdat.spark.files.ListedFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a file that cannot be read: an error, or a warning if the user asked to skip such files. The same on
 * the driver and on executors.
 */
record FileProblems(boolean ignoreCorrupt, boolean ignoreMissing) implements Serializable {
    private static final Logger LOG = LoggerFactory.getLogger(FileProblems.class);

    static FileProblems of(ReadConf conf) {
        return new FileProblems(conf.ignoreCorruptFiles(), conf.ignoreMissingFiles());
    }

    /**
     * Decides on a failure of reading {@code file}: returns if the file, or the rest of it, is to be skipped.
     *
     * @throws BattdatException the failure, if it is one of the file's content
     * @throws IOException the failure, if it is one of storage
     */
    void skipOrThrow(ListedFile file, Exception failure) throws IOException {
        Exception cause = failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
        if (cause instanceof InterruptedIOException || cause instanceof ClosedByInterruptException) {
            throw (IOException) cause; // the task was killed: nothing is wrong with the file
        }
        if (cause instanceof FileNotFoundException) {
            if (!ignoreMissing) {
                throw (IOException) new FileNotFoundException(file.path()
                                + ": the file is gone since the query was planned. Refresh the DataFrame by reading the"
                                + " path again, or skip such files with ignoreMissingFiles=true")
                        .initCause(cause);
            }
            LOG.warn("Skipped a file that is gone: {}", file.path(), cause);
        } else if (ignoreCorrupt && isOfTheFile(cause)) {
            LOG.warn("Skipped the rest of a file that cannot be read: {}", cause.getMessage(), cause);
        } else if (cause instanceof IOException storage) {
            throw storage;
        } else {
            throw (RuntimeException) cause;
        }
    }

    /** A column or table that is missing is a wrong question, not a damaged file. As in Spark, failing reads count. */
    private static boolean isOfTheFile(Exception cause) {
        return cause instanceof IOException
                || cause instanceof BattdatException
                        && !(cause instanceof MissingTableException)
                        && !(cause instanceof SchemaConflictException);
    }
}

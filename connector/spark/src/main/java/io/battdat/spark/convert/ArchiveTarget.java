package io.battdat.spark.convert;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The file, or the directory of files, of a unit of work while it is written in scratch. */
interface ArchiveTarget extends CellSink, Closeable {
    /**
     * Finishes the files.
     *
     * @return what is to be moved into place, in scratch
     */
    List<Path> finish() throws IOException;

    /** Gives up what is not finished. */
    @Override
    void close() throws IOException;
}

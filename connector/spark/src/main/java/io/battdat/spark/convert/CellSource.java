package io.battdat.spark.convert;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Opened files that hold one cell, or several. Memory is constant in the size of the tables. */
interface CellSource extends Closeable {
    /** The cells, without reading their rows. */
    List<FoundCell> cells() throws IOException;

    /**
     * Sends the metadata and all tables of the cells.
     *
     * @throws io.battdat.BattdatException if the files are damaged or hold what is not read
     */
    void sendTo(CellSink sink) throws IOException;
}

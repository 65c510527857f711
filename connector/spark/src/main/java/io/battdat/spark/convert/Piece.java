package io.battdat.spark.convert;

import java.io.Serializable;
import java.util.List;

/**
 * A part of a unit of work: cells of one source, and where in the unit's target they go.
 *
 * @param sourcePrefix the one cell to take; null for all
 * @param targetPrefix the group it goes to; null for the one that it comes from
 * @param cellName the cell's name, if one cell is taken; null else
 */
record Piece(SourceGroup source, String sourcePrefix, String targetPrefix, String cellName) implements Serializable {
    /** All of a source, as it is. */
    static Piece whole(SourceGroup source) {
        return new Piece(source, null, null, null);
    }

    List<SourceFile> files() {
        return source.files();
    }
}

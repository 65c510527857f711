package io.battdat.spark.convert;

import java.io.Serializable;
import java.util.List;

/**
 * What is converted at once: the cells of one file, or directory, of the target.
 *
 * @param target path below the target directory
 * @param bytes of the sources
 */
record Unit(String target, List<Piece> pieces, long bytes) implements Serializable {
    Unit {
        pieces = List.copyOf(pieces);
    }
}

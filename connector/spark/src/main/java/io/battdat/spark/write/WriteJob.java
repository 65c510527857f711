package io.battdat.spark.write;

import io.battdat.spark.Layout;
import io.battdat.spark.WriteConf;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import org.apache.spark.sql.types.StructType;

/**
 * What every task of a write must know.
 *
 * @param id a UUID, part of the names of files that have no cell's name
 * @param target the directory that is written to, as Hadoop writes URIs
 * @param rowSchema what tasks get: stored columns, then hidden ones
 * @param stored the columns of the table, the first of {@code rowSchema}
 * @param columnSchema of new tables, as JSON
 * @param cellMetadata JSON by cell, from the option
 * @param cells where cells are that rows are added to
 * @param files paths below the target that are taken
 * @param replacesFiles whether a file that is there gives way to a new one of its name
 * @param removal rows that are there and give way
 */
record WriteJob(
        String id,
        WriteConf conf,
        String target,
        StructType rowSchema,
        StructType stored,
        String columnSchema,
        HashMap<String, String> cellMetadata,
        CellPlaces cells,
        HashSet<String> files,
        boolean replacesFiles,
        Removal removal)
        implements Serializable {

    /** The name of the file of a task's rows that have no file of their own. */
    String partFile(int partition) {
        return String.format("part-%05d-%s%s", partition, id, CellFileName.ENDING);
    }

    boolean hasCells() {
        return conf.layout().hasCells();
    }

    boolean isFilePerCell() {
        return conf.layout() == Layout.FILE_PER_CELL;
    }
}

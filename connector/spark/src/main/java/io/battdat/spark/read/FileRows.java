package io.battdat.spark.read;

import io.battdat.hdf5.BattdatFile;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;

/** Rows that tell of a file. */
@FunctionalInterface
public interface FileRows extends Serializable {
    /** @param opened the file, which stays open */
    List<Row> of(ListedFile file, BattdatFile opened) throws IOException;
}

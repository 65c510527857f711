package io.battdat.spark.read;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.BattdatFile.TableName;
import io.battdat.hdf5.TableInfo;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * What a file holds, as far as a catalog needs to know.
 *
 * @param tables in the order of their paths
 */
public record FileContents(ListedFile file, List<CellTable> tables) implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * A table of a cell.
     *
     * @param prefix the cell's group, {@link BattdatFile#ROOT} for the root
     * @param cell the cell's name
     * @param columns as they appear in Spark, described as the file describes them
     */
    public record CellTable(String prefix, String cell, String name, StructType columns, long rowCount)
            implements Serializable {}

    /** @param opened the file, which stays open */
    static FileContents of(ListedFile file, BattdatFile opened) throws IOException {
        List<CellTable> tables = new ArrayList<>();
        for (TableName name : opened.tableNames()) {
            TableInfo table = opened.table(name.prefix(), name.name());
            tables.add(new CellTable(
                    name.prefix(),
                    opened.cellName(name.prefix()),
                    name.name(),
                    TableSchema.of(opened, table),
                    table.rowCount()));
        }
        return new FileContents(file, List.copyOf(tables));
    }

    /** The same of a file that is listed anew and has not changed. */
    FileContents as(ListedFile listed) {
        return new FileContents(listed, tables);
    }
}

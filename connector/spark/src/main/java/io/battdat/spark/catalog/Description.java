package io.battdat.spark.catalog;

import io.battdat.spark.read.FileRows;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Tables that describe an archive, made of what its files say of themselves. */
enum Description {
    CELLS(
            "One row for each cell: where it is, and its battery metadata",
            StructType.fromDDL("metadata STRING COMMENT 'The battery metadata as JSON, as they are stored'"),
            DescribedFile::cells),
    TABLES(
            "One row for each table of each cell: its rows and how they are stored",
            StructType.fromDDL("table STRING COMMENT 'Name of the table',"
                    + " row_count BIGINT,"
                    + " column_count INT,"
                    + " chunk_rows INT COMMENT 'Rows in a chunk',"
                    + " stored_bytes BIGINT COMMENT 'Bytes of all chunks, as they are stored',"
                    + " filters ARRAY<STRING> COMMENT 'Compression and the like, in the order of encoding'"),
            DescribedFile::tables),
    COLUMNS(
            "One row for each column of each table of each cell: its type, and what the file says of it",
            StructType.fromDDL("table STRING COMMENT 'Name of the table',"
                    + " column STRING COMMENT 'Name of the column',"
                    + " position INT COMMENT 'Place of the column in the table, from 0',"
                    + " type STRING COMMENT 'Type in Spark',"
                    + " description STRING,"
                    + " units STRING,"
                    + " monotonic BOOLEAN COMMENT 'Whether values are said never to fall',"
                    + " required BOOLEAN COMMENT 'Whether the table is said to need the column'"),
            DescribedFile::columns);

    private static final String PLACE = "cell STRING COMMENT 'Name of the cell',"
            + " file STRING COMMENT 'Path of the file',"
            + " prefix STRING COMMENT 'Path of the group of the cell in the file, / for the root'";

    private final String comment;
    private final StructType columns;
    private final FileRows rows;

    Description(String comment, StructType columns, FileRows rows) {
        this.comment = comment;
        this.columns = columns;
        this.rows = rows;
    }

    /** The description of that name, if there is one, in upper or lower case. */
    static Optional<Description> of(String name) {
        return Arrays.stream(values())
                .filter(description -> description.sqlName().equalsIgnoreCase(name))
                .findFirst();
    }

    String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String comment() {
        return comment;
    }

    StructType schema() {
        StructType schema = StructType.fromDDL(PLACE);
        if (this == CELLS) {
            schema = with(schema, BatteryColumns.SCHEMA);
        }
        return with(schema, columns);
    }

    private static StructType with(StructType schema, StructType more) {
        StructType all = schema;
        for (StructField field : more.fields()) {
            all = all.add(field);
        }
        return all;
    }

    FileRows rows() {
        return rows;
    }
}

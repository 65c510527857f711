package io.battdat.spark.read;

import java.util.stream.Stream;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The hidden column {@code _metadata}: where a row comes from. */
final class FileMetadataColumn implements MetadataColumn {
    static final String NAME = "_metadata";

    static final String FILE_PATH = "file_path";
    static final String FILE_NAME = "file_name";
    static final String FILE_SIZE = "file_size";
    static final String FILE_MODIFICATION_TIME = "file_modification_time";
    static final String PREFIX = "prefix";
    static final String CELL = "cell";
    static final String ROW_INDEX = "row_index";
    static final String BATTERY = "battery";

    static final StructType TYPE = new StructType()
            .add(FILE_PATH, DataTypes.StringType, false, "Path of the file")
            .add(FILE_NAME, DataTypes.StringType, false, "Name of the file")
            .add(FILE_SIZE, DataTypes.LongType, false, "Size of the file in bytes")
            .add(FILE_MODIFICATION_TIME, DataTypes.TimestampType, false, "When the file was last modified")
            .add(PREFIX, DataTypes.StringType, false, "Path of the cell's group in the file, / for the root")
            .add(CELL, DataTypes.StringType, false, "Name of the cell")
            .add(ROW_INDEX, DataTypes.LongType, false, "Row of the table, from 0")
            .add(BATTERY, DataTypes.StringType, false, "Battery metadata of the cell, as JSON");

    /** Whether a field is a part of this column, which a compound of that name in a file need not have. */
    static boolean hasPart(StructField field) {
        return Stream.of(TYPE.fields())
                .anyMatch(part ->
                        part.name().equals(field.name()) && part.dataType().equals(field.dataType()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DataType dataType() {
        return TYPE;
    }

    @Override
    public boolean isNullable() {
        return false;
    }

    @Override
    public String comment() {
        return "The file and the cell that a row comes from";
    }
}

package io.battdat.spark.write;

import io.battdat.BattdatException;
import io.battdat.column.ColumnType;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.write.StorageTypes;
import io.battdat.hdf5.write.TableSpec;
import io.battdat.hdf5.write.WriteException;
import io.battdat.spark.SparkTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Checks, before any row is written, that every column of a DataFrame can be one of a battdat table. */
final class StoredColumns {
    private StoredColumns() {}

    /**
     * @param table for messages
     * @throws BattdatException that names the column, what is wrong and what to do
     */
    static void check(String table, StructType columns) {
        if (columns.isEmpty()) {
            throw new BattdatException(
                    "table " + table + ": no column is left to store. Columns that name the cell, hold"
                            + " its metadata or make directories are not stored in the table");
        }
        Map<String, ElementType> types = new LinkedHashMap<>();
        for (StructField field : columns.fields()) {
            types.put(field.name(), StorageTypes.of(stored(table, field.name(), field.dataType())));
            checkArrays(table, field, types.get(field.name()));
        }
        try {
            new TableSpec(types);
        } catch (WriteException e) {
            throw new BattdatException("table " + table + ": " + e.getMessage() + " (DataFrame.withColumnRenamed)", e);
        }
    }

    /** @throws BattdatException if two columns have the same name, so that none can be told from the other */
    static void checkDistinct(String table, StructType columns, boolean caseSensitive) {
        Set<String> seen = caseSensitive ? new TreeSet<>() : new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : columns.fieldNames()) {
            if (!seen.add(name)) {
                throw new BattdatException("table " + table + ": column " + name + " occurs twice"
                        + (caseSensitive ? "" : ", but for upper and lower case (spark.sql.caseSensitive is false)")
                        + ". Rename one, or drop it");
            }
        }
    }

    private static void checkArrays(String table, StructField field, ElementType type) {
        if (StorageTypes.hasArrayOfStructs(type)) {
            throw new BattdatException("table " + table + ", column " + field.name() + ": PyTables opens no table with"
                    + " arrays of structs, " + field.dataType().simpleString() + ". Make a struct of arrays of it"
                    + " (transform), rows (explode), or text with to_json");
        }
    }

    /**
     * The type of a column, its arrays of length one as long as their lengths are not known.
     *
     * @param column its name; within a struct the path to the field
     * @throws BattdatException if HDF5 tables have no such columns
     */
    static ColumnType stored(String table, String column, DataType type) {
        if (type instanceof ArrayType array) {
            return ColumnType.array(stored(table, column, array.elementType()), 1);
        } else if (type instanceof StructType struct) {
            return struct(table, column, struct);
        }
        return SparkTypes.stored(type)
                .orElseThrow(() -> new BattdatException("table " + table + ", column " + column
                        + ": HDF5 tables have no " + type.simpleString() + ". " + remedy(type)));
    }

    private static ColumnType struct(String table, String column, StructType struct) {
        if (struct.isEmpty()) {
            throw new BattdatException("table " + table + ", column " + column
                    + ": HDF5 tables have no structs without fields. Leave it out");
        }
        List<ColumnType.Field> fields = new ArrayList<>();
        for (StructField field : struct.fields()) {
            if (fields.stream().anyMatch(earlier -> earlier.name().equals(field.name()))) {
                throw new BattdatException("table " + table + ", column " + column + ": field " + field.name()
                        + " occurs twice. Rename one, or drop it (Column.dropFields)");
            }
            ColumnType type = stored(table, column + "." + field.name(), field.dataType());
            fields.add(new ColumnType.Field(field.name(), type));
        }
        return ColumnType.struct(fields);
    }

    private static String remedy(DataType type) {
        if (type instanceof DecimalType) {
            return "Cast it to double or bigint; decimal(20,0) is stored as uint64";
        }
        if (type instanceof DateType) {
            return "Cast it to timestamp, which is stored as UNIX seconds, or to string";
        }
        if (type instanceof BinaryType) {
            return "Cast it to string if it is text (hex and base64 make text of anything), or leave it out";
        }
        if (type instanceof MapType) {
            return "Make a struct or columns of its keys, or text of it with to_json";
        }
        return type.typeName().toLowerCase(Locale.ROOT).contains("interval")
                ? "Cast it to a number of seconds"
                : "Cast it to a number or a string, or leave it out";
    }

    /** Texts are ordered as words are, which for numbers is no order at all: 10 comes before 9. */
    private static boolean isOrdered(DataType type) {
        return type instanceof NumericType || type instanceof TimestampType || type instanceof TimestampNTZType;
    }

    /** Columns by which the rows of a cell are put into order, as far as the table has them. */
    static List<String> order(StructType columns) {
        return List.of("test_time", "cycle_number").stream()
                .filter(name -> List.of(columns.fieldNames()).contains(name)
                        && isOrdered(columns.apply(name).dataType()))
                .toList();
    }
}

package io.battdat.spark.write;

import io.battdat.column.ColumnType;
import io.battdat.hdf5.write.ColumnPlace;
import io.battdat.spark.SparkTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** How a column is stored: Spark's types do not say how long arrays are, which in HDF5 all have one length. */
final class ColumnShape {
    private ColumnShape() {}

    static boolean hasArrays(DataType type) {
        if (type instanceof StructType struct) {
            return List.of(struct.fields()).stream().anyMatch(field -> hasArrays(field.dataType()));
        }
        return type instanceof ArrayType;
    }

    /** The type with arrays of length one, for a table without rows. */
    static ColumnType ofUnknownLengths(DataType type) {
        if (type instanceof ArrayType array) {
            return ColumnType.array(ofUnknownLengths(array.elementType()), 1);
        } else if (type instanceof StructType struct) {
            return ColumnType.struct(List.of(struct.fields()).stream()
                    .map(field -> new ColumnType.Field(field.name(), ofUnknownLengths(field.dataType())))
                    .toList());
        }
        return SparkTypes.stored(type).orElseThrow();
    }

    /** The type with arrays of the lengths that they have in this value. */
    static ColumnType of(ColumnPlace place, DataType type, SpecializedGetters values, int ordinal, long tableRow) {
        if (type instanceof ArrayType array) {
            if (values.isNullAt(ordinal)) {
                throw place.refusal(
                        tableRow,
                        "the array is null. Give an array of the same length in every row, or leave the column out");
            }
            ArrayData elements = values.getArray(ordinal);
            if (elements.numElements() == 0) {
                throw place.refusal(tableRow, "the array is empty, and HDF5 has no empty arrays. Leave the column out");
            }
            ColumnType element = of(place, array.elementType(), elements, 0, tableRow);
            return ColumnType.array(element, elements.numElements());
        } else if (type instanceof StructType struct) {
            InternalRow row = StructCollector.struct(place, struct.size(), values, ordinal, tableRow);
            List<ColumnType.Field> fields = new ArrayList<>();
            for (int i = 0; i < struct.size(); i++) {
                StructField field = struct.fields()[i];
                fields.add(new ColumnType.Field(
                        field.name(), of(place.field(field.name()), field.dataType(), row, i, tableRow)));
            }
            return ColumnType.struct(fields);
        }
        return SparkTypes.stored(type).orElseThrow();
    }
}

package io.battdat.spark.write;

import io.battdat.column.StructColumn;
import io.battdat.hdf5.write.ColumnPlace;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Puts structs, field by field. */
final class StructCollector implements ValueCollector {
    private final ColumnPlace place;
    private final ValueCollector[] fields;

    StructCollector(ColumnPlace place, StructType type, StructColumn column) {
        this.place = place;
        this.fields = new ValueCollector[type.size()];
        for (int i = 0; i < fields.length; i++) {
            StructField field = type.fields()[i];
            fields[i] = ValueCollector.of(
                    place.field(field.name()), field.dataType(), column.fields().get(i));
        }
    }

    @Override
    public long put(SpecializedGetters values, int ordinal, int position, long tableRow) {
        InternalRow struct = struct(place, fields.length, values, ordinal, tableRow);
        long bytes = 0;
        for (int i = 0; i < fields.length; i++) {
            bytes += fields[i].put(struct, i, position, tableRow);
        }
        return bytes;
    }

    /** A struct that is there. */
    static InternalRow struct(ColumnPlace place, int fields, SpecializedGetters values, int ordinal, long tableRow) {
        if (values.isNullAt(ordinal)) {
            throw place.refusal(
                    tableRow,
                    "the struct is null, which HDF5 has no value for. Give one (coalesce), whose float fields may be"
                            + " null, or leave the column out");
        }
        return values.getStruct(ordinal, fields);
    }

    @Override
    public void clear() {
        for (ValueCollector field : fields) {
            field.clear();
        }
    }
}

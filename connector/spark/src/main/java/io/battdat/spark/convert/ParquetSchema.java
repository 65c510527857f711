package io.battdat.spark.convert;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.ElementType.Array;
import io.battdat.hdf5.ElementType.Compound;
import io.battdat.hdf5.ElementType.Number;
import io.battdat.hdf5.ElementType.Time;
import io.battdat.hdf5.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The Parquet schema of a table, as pyarrow makes it of the same columns: integers of their width and sign, texts as
 * strings, arrays as lists, nested columns as groups. Parquet has no place for how wide a text is, nor, in the versions
 * that Spark brings, for float16, which becomes float32.
 */
final class ParquetSchema {
    /** Names of the levels of a list (Parquet, LogicalTypes.md). */
    static final String LIST = "list";

    static final String ELEMENT = "element";

    private ParquetSchema() {}

    static MessageType of(Map<String, ElementType> columns) {
        List<Type> fields = new ArrayList<>();
        columns.forEach((name, type) -> fields.add(field(name, type)));
        return new MessageType("schema", fields);
    }

    private static Type field(String name, ElementType type) {
        if (type instanceof Array array) {
            Type element = null;
            for (int i = array.dimensions().size() - 1; i >= 0; i--) {
                element = element == null ? field(ELEMENT, array.element()) : element;
                element = Types.requiredGroup()
                        .as(LogicalTypeAnnotation.listType())
                        .addField(Types.repeatedGroup().addField(element).named(LIST))
                        .named(i == 0 ? name : ELEMENT);
            }
            return element;
        } else if (type instanceof Compound compound) {
            Types.GroupBuilder<GroupType> group = Types.requiredGroup();
            for (Member member : compound.members()) {
                group.addField(field(member.name(), member.type()));
            }
            return group.named(name);
        } else if (type instanceof Number number) {
            return number(name, number);
        } else if (type instanceof ElementType.Bool) {
            return primitive(name, PrimitiveTypeName.BOOLEAN, null);
        } else if (type instanceof Time time) {
            return primitive(
                    name, time.bytes() == Integer.BYTES ? PrimitiveTypeName.INT32 : PrimitiveTypeName.DOUBLE, null);
        }
        return primitive(name, PrimitiveTypeName.BINARY, LogicalTypeAnnotation.stringType());
    }

    private static PrimitiveType number(String name, Number number) {
        return switch (number.format()) {
            case INT8 -> integer(name, Byte.SIZE, true);
            case INT16 -> integer(name, Short.SIZE, true);
            case INT32 -> primitive(name, PrimitiveTypeName.INT32, null);
            case INT64 -> primitive(name, PrimitiveTypeName.INT64, null);
            case UINT8 -> integer(name, Byte.SIZE, false);
            case UINT16 -> integer(name, Short.SIZE, false);
            case UINT32 -> integer(name, Integer.SIZE, false);
            case UINT64 -> primitive(name, PrimitiveTypeName.INT64, LogicalTypeAnnotation.intType(Long.SIZE, false));
            case FLOAT16, FLOAT32 -> primitive(name, PrimitiveTypeName.FLOAT, null);
            case FLOAT64 -> primitive(name, PrimitiveTypeName.DOUBLE, null);
        };
    }

    private static PrimitiveType integer(String name, int bits, boolean signed) {
        return primitive(name, PrimitiveTypeName.INT32, LogicalTypeAnnotation.intType(bits, signed));
    }

    private static PrimitiveType primitive(String name, PrimitiveTypeName type, LogicalTypeAnnotation annotation) {
        return Types.required(type).as(annotation).named(name);
    }
}

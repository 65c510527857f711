package io.battdat.spark.convert;

import io.battdat.UnsupportedFormatException;
import io.battdat.column.ArrayColumn;
import io.battdat.column.Column;
import io.battdat.column.StructColumn;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.write.StorageTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** The columns that a Parquet file's schema stands for. */
final class ParquetColumns {
    /** How long the lists of a column are, which the schema does not say. */
    interface ListLengths {
        /** Lengths from the outermost to the innermost list around a leaf. */
        int[] of(ColumnDescriptor leaf);
    }

    private final String file;
    private final MessageType schema;
    private final ListLengths lengths;
    private final Map<String, ElementType> types = new LinkedHashMap<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<ParquetLeaf> leaves = new ArrayList<>();

    ParquetColumns(String file, MessageType schema, ListLengths lengths) {
        this.file = file;
        this.schema = schema;
        this.lengths = lengths;
        for (Type field : schema.getFields()) {
            List<String> path = List.of(field.getName());
            ElementType type = type(field, path, 0);
            Column column = Column.create(type.columnType().orElseThrow(), 0);
            types.put(field.getName(), type);
            columns.add(column);
            addLeaves(field, path, column, 1);
        }
    }

    Map<String, ElementType> types() {
        return types;
    }

    List<Column> columns() {
        return columns;
    }

    List<ParquetLeaf> leaves() {
        return leaves;
    }

    private static boolean isList(Type type) {
        return type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation;
    }

    private static Type repeated(Type list) {
        return list.asGroupType().getType(0);
    }

    private static List<String> below(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private ElementType type(Type field, List<String> path, int depth) {
        if (isList(field)) {
            Type element = element(field);
            List<String> elementPath = below(below(path, repeated(field).getName()), element.getName());
            ElementType inner = type(element, elementPath, depth + 1);
            return new ElementType.Array(inner, List.of(lengths.of(firstLeaf(elementPath))[depth]));
        } else if (!field.isPrimitive()) {
            Map<String, ElementType> members = new LinkedHashMap<>();
            GroupType group = field.asGroupType();
            if (group.getLogicalTypeAnnotation() != null) {
                throw unsupported(path, "it is a " + group.getLogicalTypeAnnotation());
            }
            for (Type member : group.getFields()) {
                members.put(member.getName(), type(member, below(path, member.getName()), depth));
            }
            return StorageTypes.struct(members);
        }
        if (field.isRepetition(Type.Repetition.REPEATED)) {
            throw unsupported(path, "it is repeated, and no list");
        }
        return primitive(field.asPrimitiveType(), path);
    }

    private Type element(Type list) {
        Type repeated = repeated(list);
        if (repeated.isPrimitive() || repeated.asGroupType().getFieldCount() != 1) {
            throw unsupported(List.of(list.getName()), "its list is stored in an old way");
        }
        return repeated.asGroupType().getType(0);
    }

    private ColumnDescriptor firstLeaf(List<String> path) {
        return schema.getColumns().stream()
                .filter(column -> List.of(column.getPath())
                        .subList(0, Math.min(path.size(), column.getPath().length))
                        .equals(path))
                .findFirst()
                .orElseThrow(() -> unsupported(path, "it has no values"));
    }

    private ElementType primitive(PrimitiveType type, List<String> path) {
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> {
                return StorageTypes.BOOL;
            }
            case FLOAT -> {
                return StorageTypes.FLOAT32;
            }
            case DOUBLE -> {
                return StorageTypes.FLOAT64;
            }
            case INT32, INT64 -> {
                if (annotation == null) {
                    return type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.INT32
                            ? StorageTypes.INT32
                            : StorageTypes.INT64;
                } else if (annotation instanceof IntLogicalTypeAnnotation integer) {
                    return integer(integer);
                } else if (annotation instanceof TimestampLogicalTypeAnnotation) {
                    return StorageTypes.FLOAT64;
                }
            }
            case BINARY -> {
                if (annotation instanceof StringLogicalTypeAnnotation) {
                    return StorageTypes.text(1);
                }
            }
            case INT96 -> {
                // a timestamp, as Spark and Hive write them by default
                return StorageTypes.FLOAT64;
            }
            case FIXED_LEN_BYTE_ARRAY -> {
                // no place in a table
            }
        }
        throw unsupported(path, "it is " + type.getPrimitiveTypeName() + (annotation == null ? "" : " " + annotation));
    }

    private static ElementType integer(IntLogicalTypeAnnotation integer) {
        return switch (integer.getBitWidth()) {
            case Byte.SIZE -> integer.isSigned() ? StorageTypes.INT8 : StorageTypes.UINT8;
            case Short.SIZE -> integer.isSigned() ? StorageTypes.INT16 : StorageTypes.UINT16;
            case Integer.SIZE -> integer.isSigned() ? StorageTypes.INT32 : StorageTypes.UINT32;
            default -> integer.isSigned() ? StorageTypes.INT64 : StorageTypes.UINT64;
        };
    }

    private void addLeaves(Type field, List<String> path, Column column, int valuesPerRow) {
        if (column instanceof ArrayColumn array) {
            Type element = element(field);
            List<String> elementPath = below(below(path, repeated(field).getName()), element.getName());
            addLeaves(element, elementPath, array.elements(), Math.multiplyExact(valuesPerRow, array.length()));
        } else if (column instanceof StructColumn struct) {
            for (int i = 0; i < struct.fields().size(); i++) {
                Type member = field.asGroupType().getType(i);
                addLeaves(member, below(path, member.getName()), struct.fields().get(i), valuesPerRow);
            }
        } else {
            leaves.add(new ParquetLeaf(
                    schema.getColumnDescription(path.toArray(String[]::new)),
                    column,
                    valuesPerRow,
                    unitsPerSecond(field)));
        }
    }

    private static double unitsPerSecond(Type field) {
        if (field.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp) {
            return switch (timestamp.getUnit()) {
                case MILLIS -> 1e3;
                case MICROS -> 1e6;
                case NANOS -> 1e9;
            };
        }
        return 1;
    }

    private UnsupportedFormatException unsupported(List<String> path, String what) {
        return new UnsupportedFormatException(
                file,
                "column " + String.join(".", path),
                what + ", which has no place in a battdat table. Cast the column before, or leave it out"
                        + " (--without-columns)");
    }
}

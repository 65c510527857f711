package io.battdat.spark;

import io.battdat.column.ColumnType;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** How columns of battdat files appear in Spark. */
public final class SparkTypes {
    /** Digits of the largest unsigned 64-bit number. */
    private static final int UNSIGNED_LONG_DIGITS = 20;

    private static final Map<DataType, ColumnType> STORED = Map.ofEntries(
            Map.entry(DataTypes.BooleanType, ColumnType.BOOLEAN),
            Map.entry(DataTypes.ByteType, ColumnType.BYTE),
            Map.entry(DataTypes.ShortType, ColumnType.SHORT),
            Map.entry(DataTypes.IntegerType, ColumnType.INT),
            Map.entry(DataTypes.LongType, ColumnType.LONG),
            Map.entry(DataTypes.createDecimalType(UNSIGNED_LONG_DIGITS, 0), ColumnType.UNSIGNED_LONG),
            Map.entry(DataTypes.FloatType, ColumnType.FLOAT),
            Map.entry(DataTypes.DoubleType, ColumnType.DOUBLE),
            Map.entry(DataTypes.TimestampType, ColumnType.DOUBLE),
            Map.entry(DataTypes.TimestampNTZType, ColumnType.DOUBLE));

    private SparkTypes() {}

    /** Spark's type for a column. */
    public static DataType of(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> DataTypes.BooleanType;
            case BYTE -> DataTypes.ByteType;
            case SHORT -> DataTypes.ShortType;
            case INT -> DataTypes.IntegerType;
            case LONG -> DataTypes.LongType;
            case UNSIGNED_LONG -> DataTypes.createDecimalType(UNSIGNED_LONG_DIGITS, 0);
            case FLOAT -> DataTypes.FloatType;
            case DOUBLE -> DataTypes.DoubleType;
            case TEXT -> DataTypes.StringType;
            case ARRAY -> DataTypes.createArrayType(of(type.element()), false);
            case STRUCT ->
                struct(type.fields().stream()
                        .map(field -> DataTypes.createStructField(field.name(), of(field.type()), false)));
        };
    }

    /**
     * Spark's type for what a file stores. Parts that are not read have the type {@code void}: they are seen, and a
     * query may leave them out.
     */
    public static DataType of(ElementType type) {
        if (type instanceof ElementType.Array array) {
            DataType spark = of(array.element());
            for (int i = 0; i < array.dimensions().size(); i++) {
                spark = DataTypes.createArrayType(spark, false);
            }
            return spark;
        } else if (type instanceof ElementType.Compound compound) {
            return struct(compound.members().stream()
                    .map(member -> DataTypes.createStructField(member.name(), of(member.type()), false)));
        }
        return type.columnType().map(SparkTypes::of).orElse(DataTypes.NullType);
    }

    private static StructType struct(Stream<StructField> fields) {
        return new StructType(fields.toArray(StructField[]::new));
    }

    /**
     * What a query needs of a stored type: of nested compounds those members that {@code wanted} has, in its order. A
     * member that the file lacks is not there, so that the result {@link #matches} only what the file can give.
     *
     * @param sameName how names of members are compared; an exact match wins
     */
    public static ElementType prune(ElementType type, DataType wanted, BiPredicate<String, String> sameName) {
        if (type instanceof ElementType.Array array) {
            DataType element = wanted;
            for (int i = 0; i < array.dimensions().size(); i++) {
                if (!(element instanceof ArrayType outer)) {
                    return type;
                }
                element = outer.elementType();
            }
            return new ElementType.Array(prune(array.element(), element, sameName), array.dimensions());
        } else if (type instanceof ElementType.Compound compound && wanted instanceof StructType struct) {
            List<Member> members = Stream.of(struct.fields())
                    .flatMap(field -> member(compound, field.name(), sameName)
                            .map(member -> new Member(
                                    field.name(), member.offset(), prune(member.type(), field.dataType(), sameName))))
                    .toList();
            // nothing in common: the conflict is told with the type as it is stored
            return members.isEmpty() ? type : new ElementType.Compound(compound.bytes(), members);
        }
        return type;
    }

    /** A struct with only the part that a path leads to; the type itself if the path is empty. */
    public static DataType only(DataType type, List<String> path, BiPredicate<String, String> sameName) {
        if (path.isEmpty()) {
            return type;
        }
        StructField field = Stream.of(((StructType) type).fields())
                .filter(part -> sameName.test(part.name(), path.get(0)))
                .findFirst()
                .orElseThrow();
        DataType inner = only(field.dataType(), path.subList(1, path.size()), sameName);
        return new StructType().add(field.name(), inner, true);
    }

    /** The names, as they are stored, of the members that a path leads through in a compound. */
    public static List<String> memberPath(ElementType type, List<String> path, BiPredicate<String, String> sameName) {
        if (path.isEmpty()) {
            return List.of();
        }
        Member member = member((ElementType.Compound) type, path.get(0), sameName)
                .findFirst()
                .orElseThrow();
        List<String> names = new ArrayList<>(List.of(member.name()));
        names.addAll(memberPath(member.type(), path.subList(1, path.size()), sameName));
        return names;
    }

    private static Stream<Member> member(
            ElementType.Compound compound, String name, BiPredicate<String, String> sameName) {
        List<Member> members = compound.members();
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .or(() -> members.stream()
                        .filter(member -> sameName.test(member.name(), name))
                        .findFirst())
                .stream();
    }

    /** Whether a column can be read as {@code wanted}: the same type, whatever it says of nulls in arrays and structs. */
    public static boolean matches(ColumnType type, DataType wanted) {
        return switch (type.kind()) {
            case ARRAY -> wanted instanceof ArrayType array && matches(type.element(), array.elementType());
            case STRUCT -> wanted instanceof StructType struct && matches(type.fields(), struct.fields());
            default -> of(type).equals(wanted);
        };
    }

    private static boolean matches(List<ColumnType.Field> fields, StructField[] wanted) {
        if (fields.size() != wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!fields.get(i).name().equals(wanted[i].name())
                    || !matches(fields.get(i).type(), wanted[i].dataType())) {
                return false;
            }
        }
        return true;
    }

    /**
     * The column type that stores single values of a Spark type; empty if HDF5 has none. Timestamps become
     * UNIX seconds, battdat's convention.
     */
    public static Optional<ColumnType> stored(DataType type) {
        if (type instanceof StringType) {
            return Optional.of(ColumnType.TEXT);
        }
        return Optional.ofNullable(STORED.get(type));
    }
}

package io.battdat.spark;

import io.battdat.column.ColumnType;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;

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
        };
    }

    /** Whether a column can be read as {@code wanted}: the same type, whatever it says of nulls in arrays. */
    public static boolean matches(ColumnType type, DataType wanted) {
        if (type.kind() == ColumnType.Kind.ARRAY) {
            return wanted instanceof ArrayType array && matches(type.element(), array.elementType());
        }
        return of(type).equals(wanted);
    }

    /**
     * The column type that stores a Spark type, for types that are no arrays; empty if HDF5 has none. Timestamps become
     * UNIX seconds, battdat's convention.
     */
    public static Optional<ColumnType> stored(DataType type) {
        if (type instanceof StringType) {
            return Optional.of(ColumnType.TEXT);
        }
        return Optional.ofNullable(STORED.get(type));
    }
}

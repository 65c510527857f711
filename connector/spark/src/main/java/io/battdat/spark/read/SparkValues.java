package io.battdat.spark.read;

import io.battdat.predicate.Value;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;

/** Values between Catalyst and core. */
final class SparkValues {
    private SparkValues() {}

    /** Whether values of a type can be compared here as Spark compares them. */
    static boolean isComparable(DataType type) {
        return type.equals(DataTypes.ByteType)
                || type.equals(DataTypes.ShortType)
                || type.equals(DataTypes.IntegerType)
                || type.equals(DataTypes.LongType)
                || type.equals(DataTypes.FloatType)
                || type.equals(DataTypes.DoubleType)
                || type.equals(DataTypes.BooleanType)
                || type.equals(DataTypes.StringType)
                || type.equals(DataTypes.DateType)
                || type.equals(DataTypes.TimestampType)
                || type.equals(DataTypes.TimestampNTZType)
                || type instanceof DecimalType;
    }

    /** A value as Catalyst holds it, of a comparable type; empty for null. */
    static Optional<Value> toCore(Object value) {
        if (value == null) {
            return Optional.empty();
        } else if (value instanceof Boolean flag) {
            return Optional.of(new Value.Bool(flag));
        } else if (value instanceof Double || value instanceof Float) {
            return Optional.of(new Value.Real(((Number) value).doubleValue()));
        } else if (value instanceof Number number) {
            return Optional.of(new Value.Whole(number.longValue()));
        } else if (value instanceof Decimal decimal) {
            return Optional.of(new Value.Exact(decimal.toJavaBigDecimal()));
        } else if (value instanceof UTF8String text) {
            return Optional.of(new Value.Text(text.toString()));
        }
        throw new IllegalArgumentException("a value of " + value.getClass() + " is not compared");
    }

    /** A value of a type as Catalyst holds it. */
    static Object toCatalyst(Value value, DataType type) {
        if (value instanceof Value.Whole whole) {
            return integer(whole.value(), type);
        } else if (value instanceof Value.Real real) {
            return type.equals(DataTypes.FloatType) ? (Object) (float) real.value() : (Object) real.value();
        } else if (value instanceof Value.Exact exact) {
            DecimalType decimal = (DecimalType) type;
            return Decimal.apply(exact.value(), decimal.precision(), decimal.scale());
        } else if (value instanceof Value.Bool bool) {
            return bool.value();
        }
        return UTF8String.fromString(((Value.Text) value).value());
    }

    private static Object integer(long value, DataType type) {
        if (type.equals(DataTypes.DoubleType)) {
            return (double) value;
        } else if (type.equals(DataTypes.ByteType)) {
            return (byte) value;
        } else if (type.equals(DataTypes.ShortType)) {
            return (short) value;
        }
        return type.equals(DataTypes.IntegerType) || type.equals(DataTypes.DateType) ? (Object) (int) value : value;
    }
}

package io.battdat.spark;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Which types hold every value of another one: wider integers, double for float; and, only where it is asked for, double
 * for integers, of which those beyond 2^53 lose digits.
 */
public final class TypeWidening {
    private static final List<DataType> INTEGERS =
            List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);
    private static final List<DataType> FLOATS = List.of(DataTypes.FloatType, DataTypes.DoubleType);

    private TypeWidening() {}

    /** Whether values of one type can be given as another, wider one. */
    public static boolean widens(DataType from, DataType to, boolean integersAsDoubles) {
        return isBefore(INTEGERS, from, to)
                || isBefore(FLOATS, from, to)
                || integersAsDoubles && INTEGERS.contains(from) && to.equals(DataTypes.DoubleType);
    }

    private static boolean isBefore(List<DataType> types, DataType from, DataType to) {
        return types.contains(from) && types.indexOf(from) < types.indexOf(to);
    }

    /** The type that holds the values of both, if there is one. A column that is not read in one file has the other's. */
    public static Optional<DataType> common(DataType one, DataType other, boolean integersAsDoubles) {
        if (one.equals(other) || other.equals(DataTypes.NullType) || widens(other, one, integersAsDoubles)) {
            return Optional.of(one);
        } else if (one.equals(DataTypes.NullType) || widens(one, other, integersAsDoubles)) {
            return Optional.of(other);
        }
        boolean integerAndFloat = INTEGERS.contains(one) && other.equals(DataTypes.FloatType)
                || INTEGERS.contains(other) && one.equals(DataTypes.FloatType);
        return integersAsDoubles && integerAndFloat ? Optional.of(DataTypes.DoubleType) : Optional.empty();
    }
}

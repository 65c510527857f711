package io.battdat.spark.read;

import io.battdat.hdf5.zones.ZoneColumn;
import io.battdat.index.IndexedTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.colstats.ColumnStatistics;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/** Smallest and largest value of a column in many tables, as values of the type that Spark reads them as. */
final class StoredRange {
    private final DataType type;
    private BigDecimal least;
    private BigDecimal greatest;
    private double leastReal = Double.POSITIVE_INFINITY;
    private double greatestReal = Double.NEGATIVE_INFINITY;
    private boolean holdsNan;
    private boolean hasReals;

    StoredRange(DataType type) {
        this.type = type;
    }

    /** Adds a column of a table that has rows. */
    void add(IndexedTable table, int column) {
        long minimum = table.summary().minimum(column, 0);
        long maximum = table.summary().maximum(column, 0);
        ZoneColumn.Kind kind = table.grid().columns().get(column).kind();
        if (kind == ZoneColumn.Kind.REAL) {
            hasReals = true;
            holdsNan |= table.summary().holdsNan(column, 0);
            leastReal = Math.min(leastReal, Double.longBitsToDouble(minimum));
            greatestReal = Math.max(greatestReal, Double.longBitsToDouble(maximum));
            return;
        }
        BigDecimal low = integer(minimum, kind);
        BigDecimal high = integer(maximum, kind);
        least = least == null ? low : least.min(low);
        greatest = greatest == null ? high : greatest.max(high);
    }

    private static BigDecimal integer(long bits, ZoneColumn.Kind kind) {
        return kind == ZoneColumn.Kind.UNSIGNED
                ? new BigDecimal(new BigInteger(Long.toUnsignedString(bits)))
                : BigDecimal.valueOf(bits);
    }

    /** Whether values were added, and of a kind that the type has values for. */
    boolean isKnown() {
        boolean real = type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType);
        return real
                ? hasReals || least != null
                : !hasReals && least != null && integer(least).isPresent();
    }

    /**
     * What is known of the column.
     *
     * @param rows of all tables
     * @param nulls rows of tables that lack the column
     */
    ColumnStatistics statistics(long rows, long nulls) {
        if (type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType)) {
            double low = least == null ? leastReal : Math.min(leastReal, least.doubleValue());
            double high = greatest == null ? greatestReal : Math.max(greatestReal, greatest.doubleValue());
            boolean onlyNan = low > high;
            OptionalLong distinct = onlyNan || low == high && !holdsNan ? OptionalLong.of(1) : OptionalLong.empty();
            // for Spark NaN is greater than any other number
            return new IndexedStatistics.KnownColumn(
                    real(onlyNan ? Double.NaN : low), real(holdsNan ? Double.NaN : high), nulls, distinct);
        }
        BigDecimal width = greatest.subtract(least).add(BigDecimal.ONE);
        long most = width.min(BigDecimal.valueOf(rows - nulls)).longValueExact();
        return new IndexedStatistics.KnownColumn(
                integer(least).orElseThrow(), integer(greatest).orElseThrow(), nulls, OptionalLong.of(most));
    }

    private Object real(double value) {
        return type.equals(DataTypes.FloatType) ? (Object) (float) value : (Object) value;
    }

    private Optional<Object> integer(BigDecimal value) {
        if (type.equals(DataTypes.LongType)) {
            return Optional.of(value.longValue());
        } else if (type.equals(DataTypes.IntegerType)) {
            return Optional.of(value.intValue());
        } else if (type.equals(DataTypes.ShortType)) {
            return Optional.of(value.shortValue());
        } else if (type.equals(DataTypes.ByteType)) {
            return Optional.of(value.byteValue());
        }
        return type instanceof DecimalType decimal
                ? Optional.of(Decimal.apply(value, decimal.precision(), decimal.scale()))
                : Optional.empty();
    }
}

package io.battdat.spark.read;

import io.battdat.predicate.Value;
import io.battdat.predicate.ValueRange;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** What the functions of a query come to in some rows of a group. */
final class PartialAggregate implements Serializable {
    private static final long serialVersionUID = 1L;

    private final PushedAggregates aggregates;
    private long rows;
    /** Rows in which the column of each function is not null. */
    private final long[] counts;
    /** The values of the column of each function; null if there are none, or nobody needs them. */
    private final ValueRange[] ranges;

    PartialAggregate(PushedAggregates aggregates) {
        this.aggregates = aggregates;
        this.counts = new long[aggregates.functions().size()];
        this.ranges = new ValueRange[counts.length];
    }

    void addRows(long count) {
        rows += count;
    }

    /** Adds values, none of them null, of the column of a function. */
    void addValues(int function, long count) {
        counts[function] += count;
    }

    /** Adds what values are between. */
    void addRange(int function, ValueRange range) {
        DataType type = aggregates.functions().get(function).column().dataType();
        boolean real = type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType);
        ValueRange typed = real ? range.as(new Value.Real(0)) : range;
        ranges[function] = ranges[function] == null ? typed : ranges[function].with(typed);
    }

    void add(PartialAggregate other) {
        rows += other.rows;
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
            if (other.ranges[i] != null) {
                addRange(i, other.ranges[i]);
            }
        }
    }

    /** A group without rows is none, but for the one of all rows. */
    boolean isGroup() {
        return rows > 0 || aggregates.groups().isEmpty();
    }

    /** A row of {@link PushedAggregates#schema}. */
    InternalRow toRow(List<Object> key) {
        Object[] values = new Object[key.size() + counts.length];
        for (int i = 0; i < key.size(); i++) {
            values[i] = key.get(i);
        }
        for (int i = 0; i < counts.length; i++) {
            values[key.size() + i] = value(i);
        }
        return new GenericInternalRow(values);
    }

    private Object value(int function) {
        AggregateFunction found = aggregates.functions().get(function);
        if (found.column() == null) {
            return rows;
        }
        ValueRange range = ranges[function];
        return switch (found.kind()) {
            case COUNT -> counts[function];
            case MIN ->
                range == null
                        ? null
                        : SparkValues.toCatalyst(range.least(), found.column().dataType());
            case MAX ->
                range == null
                        ? null
                        : SparkValues.toCatalyst(
                                range.greatest(), found.column().dataType());
        };
    }
}

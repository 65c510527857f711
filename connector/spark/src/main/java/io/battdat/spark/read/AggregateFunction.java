package io.battdat.spark.read;

import java.io.Serializable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * A function of all rows of a group.
 *
 * @param column what it is of; null for {@code count(*)}
 */
record AggregateFunction(Kind kind, StructField column) implements Serializable {
    enum Kind {
        COUNT,
        MIN,
        MAX
    }

    /** The column that it gives, under the name that Spark has for it in plans. */
    StructField output() {
        String name = kind.name() + "(" + (column == null ? "*" : column.name()) + ")";
        return kind == Kind.COUNT
                ? DataTypes.createStructField(name, DataTypes.LongType, false)
                : DataTypes.createStructField(name, column.dataType(), true);
    }
}

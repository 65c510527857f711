package io.battdat.spark.write;

import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.hdf5.write.ColumnPlace;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;

/** Collects the values of one column. The lengths of its arrays are those of the table's first row. */
final class ColumnCollector {
    private final ColumnPlace place;
    private final DataType type;
    private final int ordinal;
    private final boolean hasArrays;

    /** Null as long as the lengths of its arrays are not known. */
    private Column column;

    private ValueCollector values;
    private boolean shapeKnown;

    ColumnCollector(String table, String name, DataType type, int ordinal) {
        this.place = new ColumnPlace(table, name);
        this.type = type;
        this.ordinal = ordinal;
        this.hasArrays = ColumnShape.hasArrays(type);
        forgetShape();
    }

    void forgetShape() {
        shapeKnown = false;
        if (!hasArrays) {
            use(ColumnShape.ofUnknownLengths(type));
        }
    }

    void learnShape(InternalRow row, long tableRow) {
        if (!shapeKnown) {
            use(ColumnShape.of(place, type, row, ordinal, tableRow));
        }
    }

    private void use(ColumnType wanted) {
        if (column == null || !column.type().equals(wanted)) {
            column = Column.create(wanted, 0);
            values = ValueCollector.of(place, type, column);
        }
        shapeKnown = true;
    }

    /** Of arrays whose lengths are not known yet, of length one. */
    ColumnType type() {
        return shapeKnown ? column.type() : ColumnShape.ofUnknownLengths(type);
    }

    Column column() {
        return column;
    }

    void clear() {
        if (values != null) {
            values.clear();
        }
    }

    /** @return about how many bytes of memory the value takes */
    long put(InternalRow row, int position, long tableRow) {
        column.ensureCapacity(position + 1);
        return values.put(row, ordinal, position, tableRow);
    }
}

package io.battdat.hdf5.write;

import io.battdat.column.ArrayColumn;
import io.battdat.column.BooleanColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.StructColumn;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts Java values into a column, one by one. What the column cannot hold as it is, is refused: an integer out of range
 * or with a fraction, null in anything but a float column (where it is NaN), an array of another shape, a struct with
 * other fields.
 */
interface ValueSetter {
    /**
     * Puts a value.
     *
     * @param index where, in the column, which has room for it
     * @param tableRow number that the row will have in the table, for messages
     * @throws WriteException if the column cannot hold it
     */
    void set(int index, Object value, long tableRow);

    /** The setter for a column of the type that values of {@code type} decode into. */
    static ValueSetter of(ColumnPlace place, ElementType type, Column column) {
        if (type instanceof ElementType.Array array) {
            return array(place, array, array.dimensions(), column);
        } else if (type instanceof ElementType.Compound compound) {
            List<Column> fields = ((StructColumn) column).fields();
            List<StructSetter.Field> setters = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                Member member = compound.members().get(i);
                setters.add(new StructSetter.Field(
                        member.name(), of(place.field(member.name()), member.type(), fields.get(i))));
            }
            return new StructSetter(place, setters);
        } else if (type instanceof ElementType.Number number) {
            return NumberSetters.of(place, number.format(), column);
        } else if (type instanceof ElementType.Bool) {
            return booleans(place, (BooleanColumn) column);
        } else if (type instanceof ElementType.Text text) {
            return new TextSetter(place, text, (TextColumn) column);
        } else if (type instanceof ElementType.Enumeration enumeration) {
            return new LabelSetter(place, new EnumValues(enumeration), (TextColumn) column);
        } else if (type instanceof ElementType.Time time) {
            return time.bytes() == Integer.BYTES
                    ? NumberSetters.of(place, ElementType.NumberFormat.INT32, (IntColumn) column)
                    : times(place, (DoubleColumn) column);
        }
        throw new WriteException(place.table() + ", column " + place.column() + ": " + type + " is not written");
    }

    private static ValueSetter array(
            ColumnPlace place, ElementType.Array type, List<Integer> dimensions, Column column) {
        if (dimensions.isEmpty()) {
            return of(place, type.element(), column);
        }
        Column elements = ((ArrayColumn) column).elements();
        ValueSetter inner = array(place, type, dimensions.subList(1, dimensions.size()), elements);
        return new ArraySetter(place, dimensions.get(0), inner);
    }

    private static ValueSetter booleans(ColumnPlace place, BooleanColumn column) {
        return (index, value, tableRow) -> {
            if (!(value instanceof Boolean flag)) {
                throw place.expected(tableRow, "true or false", value);
            }
            column.values()[index] = flag;
        };
    }

    private static ValueSetter times(ColumnPlace place, DoubleColumn column) {
        ValueSetter doubles = NumberSetters.of(place, ElementType.NumberFormat.FLOAT64, column);
        return (index, value, tableRow) -> {
            doubles.set(index, value, tableRow);
            double seconds = column.values()[index];
            if (!TimeRange.holds(seconds)) {
                throw place.refusal(tableRow, TimeRange.problem(seconds));
            }
        };
    }
}

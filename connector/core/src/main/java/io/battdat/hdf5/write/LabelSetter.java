package io.battdat.hdf5.write;

import io.battdat.column.TextColumn;
import java.nio.charset.StandardCharsets;

/** Puts labels of an enum. */
final class LabelSetter implements ValueSetter {
    private final ColumnPlace place;
    private final EnumValues values;
    private final TextColumn column;

    LabelSetter(ColumnPlace place, EnumValues values, TextColumn column) {
        this.place = place;
        this.values = values;
        this.column = column;
    }

    @Override
    public void set(int index, Object value, long tableRow) {
        String label = TextSetter.text(place, value, tableRow);
        if (values.of(label).isEmpty()) {
            throw place.refusal(tableRow, values.problem(label));
        }
        byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
        column.put(index, bytes, 0, bytes.length);
    }
}

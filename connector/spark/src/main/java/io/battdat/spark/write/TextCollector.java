package io.battdat.spark.write;

import io.battdat.column.TextColumn;
import io.battdat.hdf5.write.ColumnPlace;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** Puts texts. */
final class TextCollector implements ValueCollector {
    private final ColumnPlace place;
    private final TextColumn column;

    TextCollector(ColumnPlace place, TextColumn column) {
        this.place = place;
        this.column = column;
    }

    @Override
    public long put(SpecializedGetters values, int ordinal, int position, long tableRow) {
        if (values.isNullAt(ordinal)) {
            throw ValueCollector.nullRefused(place, tableRow);
        }
        byte[] text = values.getUTF8String(ordinal).getBytes();
        column.put(position, text, 0, text.length);
        return Long.BYTES + text.length;
    }

    @Override
    public void clear() {
        column.clear();
    }
}

package io.battdat.hdf5.write;

import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Puts texts, and the names of a Java enum's constants. */
final class TextSetter implements ValueSetter {
    private final ColumnPlace place;
    private final boolean spacePadded;
    private final TextColumn column;

    TextSetter(ColumnPlace place, ElementType.Text type, TextColumn column) {
        this.place = place;
        this.spacePadded = type.spacePadded();
        this.column = column;
    }

    @Override
    public void set(int index, Object value, long tableRow) {
        byte[] bytes = utf8(text(place, value, tableRow), tableRow);
        if (bytes.length > 0 && bytes[bytes.length - 1] == (spacePadded ? ' ' : 0)) {
            throw place.refusal(
                    tableRow,
                    "the text ends with a " + (spacePadded ? "space" : "NUL character")
                            + ", which is what fills the rest of the column, and would be lost. Cut it off before"
                            + " writing");
        }
        column.put(index, bytes, 0, bytes.length);
    }

    static String text(ColumnPlace place, Object value, long tableRow) {
        if (value instanceof CharSequence characters) {
            return characters.toString();
        } else if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        throw place.expected(tableRow, "a text", value);
    }

    private byte[] utf8(String text, long tableRow) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw place.refusal(tableRow, "the text holds half a surrogate pair, which is no valid Unicode");
        }
    }
}

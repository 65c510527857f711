package io.battdat.metadata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that callers hand over, made into the immutable ones that {@link JsonReader} returns. */
final class JsonValues {
    private JsonValues() {}

    static Map<String, Object> copyOf(Place place, Map<?, ?> values) {
        return object(place, values, 1);
    }

    private static Map<String, Object> object(Place place, Map<?, ?> values, int depth) {
        checkDepth(place, depth);
        Map<String, Object> copy = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new MetadataException(place + ": the names of an object must be text, found " + key);
            }
            copy.put(wellFormed(place, name), value(place.field(name), value, depth));
        });
        return Collections.unmodifiableMap(copy);
    }

    private static List<Object> array(Place place, List<?> values, int depth) {
        checkDepth(place, depth);
        List<Object> copy = new ArrayList<>();
        for (Object value : values) {
            copy.add(value(place.item(copy.size()), value, depth));
        }
        return Collections.unmodifiableList(copy);
    }

    private static Object value(Place place, Object value, int depth) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof String text) {
            return wellFormed(place, text);
        }
        if (value instanceof Number number) {
            return JsonNumber.of(number);
        }
        if (value instanceof Map<?, ?> map) {
            return object(place, map, depth + 1);
        }
        if (value instanceof List<?> list) {
            return array(place, list, depth + 1);
        }
        throw new MetadataException(
                place + ": " + value.getClass() + " has no JSON form; pass text, numbers, booleans, lists and maps");
    }

    /** What is written must be readable, and a map that holds itself must not overflow the stack. */
    private static void checkDepth(Place place, int depth) {
        if (depth > JsonReader.MAX_DEPTH) {
            throw new MetadataException(place.subject() + ": nested deeper than " + JsonReader.MAX_DEPTH
                    + " levels, which nothing can read");
        }
    }

    /** The text itself; refused if half of a surrogate pair in it would become a question mark in UTF-8. */
    static String wellFormed(Place place, String text) {
        if (!isWellFormed(text)) {
            throw new MetadataException(place + ": half of a surrogate pair in a text, which has no UTF-8 form");
        }
        return text;
    }

    private static boolean isWellFormed(String text) {
        for (int position = 0; position < text.length(); position++) {
            char unit = text.charAt(position);
            if (Character.isSurrogate(unit)) {
                boolean paired = Character.isHighSurrogate(unit)
                        && position + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(position + 1));
                if (!paired) {
                    return false;
                }
                position++;
            }
        }
        return true;
    }
}

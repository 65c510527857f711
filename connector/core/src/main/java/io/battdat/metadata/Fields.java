package io.battdat.metadata;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The members of one JSON object, read field by field with the type that battdat gives each. What nobody asked for is
 * unknown to battdat: {@link #others}. Where battdat allows null, null means the same as no field.
 */
final class Fields {
    private final Place place;
    private final Map<String, Object> values;
    private final Set<String> known = new HashSet<>();

    Fields(Place place, Map<String, Object> values) {
        this.place = place;
        this.values = values;
    }

    static Fields of(Place place, Object value) {
        if (!(value instanceof Map<?, ?>)) {
            throw MetadataException.expected(place, "an object", value);
        }
        @SuppressWarnings("unchecked") // JsonReader makes maps of no other kind.
        Map<String, Object> values = (Map<String, Object>) value;
        return new Fields(place, values);
    }

    Place place() {
        return place;
    }

    /** All fields, in the order of the text. */
    Map<String, Object> values() {
        return values;
    }

    /** The fields that were not read, in the order of the text. */
    Map<String, Object> others() {
        Map<String, Object> others = new LinkedHashMap<>(values);
        others.keySet().removeAll(known);
        return Collections.unmodifiableMap(others);
    }

    Optional<String> text(String name) {
        return optional(name, Fields::asText);
    }

    String requiredText(String name) {
        known.add(name);
        if (!values.containsKey(name)) {
            throw MetadataException.missing(place.field(name), "text");
        }
        return asText(place.field(name), values.get(name));
    }

    /** For a field that may be missing, but not null. */
    Optional<String> textUnlessMissing(String name) {
        known.add(name);
        return values.containsKey(name) ? Optional.of(requiredText(name)) : Optional.empty();
    }

    /** A field that may be missing, but not null. */
    boolean flag(String name, boolean otherwise) {
        known.add(name);
        if (!values.containsKey(name)) {
            return otherwise;
        }
        Object value = values.get(name);
        return LaxValues.flag(value)
                .orElseThrow(() -> MetadataException.expected(place.field(name), "true or false", value));
    }

    OptionalDouble number(String name) {
        Optional<Double> number = optional(name, (where, value) -> LaxValues.number(value)
                .orElseThrow(() -> MetadataException.expected(where, "a number", value)));
        return number.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    /** A number of zero or more; infinity is one, NaN is none. */
    OptionalDouble magnitude(String name) {
        return within(name, 0, Double.POSITIVE_INFINITY, "a number of at least 0");
    }

    OptionalDouble percentage(String name) {
        return within(name, 0, 100, "a number from 0 to 100");
    }

    private OptionalDouble within(String name, double smallest, double largest, String expected) {
        OptionalDouble number = number(name);
        // Comparisons that NaN fails.
        if (number.isPresent() && !(number.getAsDouble() >= smallest && number.getAsDouble() <= largest)) {
            throw MetadataException.expected(place.field(name), expected, values.get(name));
        }
        return number;
    }

    OptionalLong integer(String name, long smallest) {
        Optional<Long> number = optional(name, (where, value) -> {
            OptionalLong found = LaxValues.integer(value);
            if (found.isEmpty() || found.getAsLong() < smallest) {
                throw MetadataException.expected(where, "an integer of at least " + smallest, value);
            }
            return found.getAsLong();
        });
        return number.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    Optional<LocalDate> date(String name) {
        return optional(name, (where, value) -> LaxValues.date(value)
                .orElseThrow(() -> MetadataException.expected(where, "a date such as \"2024-01-31\"", value)));
    }

    /** Text that stands for one of a few values. */
    <T> Optional<T> choice(String name, Function<String, Optional<T>> choices, String expected) {
        return optional(name, (where, value) -> Optional.of(value)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .flatMap(choices)
                .orElseThrow(() -> MetadataException.expected(where, expected, value)));
    }

    <T> Optional<T> object(String name, Function<Fields, T> reader) {
        return optional(name, (where, value) -> reader.apply(of(where, value)));
    }

    List<String> texts(String name) {
        return array(name, Fields::asText);
    }

    /** URLs as they are spelled; battdat would respell some, such as a space in a path. */
    List<String> urls(String name) {
        return array(name, (where, value) -> {
            if (!LaxValues.isUrl(value)) {
                throw MetadataException.expected(where, "a URL such as \"https://doi.org/10.1000/182\"", value);
            }
            return (String) value;
        });
    }

    /** Empty if the field is missing or null. */
    <T> List<T> array(String name, BiFunction<Place, Object, T> reader) {
        return optional(name, (where, value) -> items(where, value, reader)).orElseGet(List::of);
    }

    /** Empty if the field is missing; it may not be null. */
    <T> List<T> arrayUnlessMissing(String name, BiFunction<Place, Object, T> reader) {
        known.add(name);
        return values.containsKey(name) ? items(place.field(name), values.get(name), reader) : List.of();
    }

    /** Any value, unread; null counts as missing. */
    Optional<Object> any(String name) {
        return optional(name, (where, value) -> value);
    }

    static <T> List<T> items(Place place, Object value, BiFunction<Place, Object, T> reader) {
        if (!(value instanceof List<?> array)) {
            throw MetadataException.expected(place, "an array", value);
        }
        List<T> items = new ArrayList<>();
        for (Object item : array) {
            items.add(reader.apply(place.item(items.size()), item));
        }
        return List.copyOf(items);
    }

    static String asText(Place place, Object value) {
        if (!(value instanceof String text)) {
            throw MetadataException.expected(place, "text", value);
        }
        return text;
    }

    private <T> Optional<T> optional(String name, BiFunction<Place, Object, T> reader) {
        known.add(name);
        Object value = values.get(name);
        return value == null ? Optional.empty() : Optional.of(reader.apply(place.field(name), value));
    }
}

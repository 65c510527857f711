package io.battdat.metadata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON text to immutable values: {@link Map} in the order of the text, {@link List}, {@link String}, {@link Boolean},
 * {@link JsonNumber} and null. Jackson's own tree is not used, since it would keep numbers as values, not as text.
 *
 * <p>Of a key that stands twice the last value counts, as in Python; {@code NaN} and the infinities are numbers, as in
 * Python.
 */
final class JsonReader {
    /** The parser under battdat 0.4 (pydantic's) reads 201 levels and refuses the next. */
    static final int MAX_DEPTH = 201;

    /** Digits of a number; the bound that Python sets on the text of an integer. */
    static final int MAX_NUMBER_LENGTH = 4300;

    /** Characters of one text. An attribute beyond the HDF5 header's 64 KiB can be large, but not like this. */
    private static final int MAX_STRING_LENGTH = 20_000_000;

    // Every limit is set here, because Jackson lets any library in the process change its defaults.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final Place place;
    private final JsonParser parser;

    private JsonReader(Place place, JsonParser parser) {
        this.place = place;
        this.parser = parser;
    }

    /** The members of the object that is the whole of {@code json}; {@code place} stands for it in messages. */
    static Map<String, Object> readObject(Place place, String json) {
        if (json.isBlank()) {
            throw new MetadataException(place + ": expected a JSON object, found no text");
        }
        try (JsonParser parser = FACTORY.createParser(json)) {
            return new JsonReader(place, parser).document();
        } catch (IOException exception) {
            throw new UncheckedIOException("text in memory cannot fail to be read", exception);
        }
    }

    private Map<String, Object> document() throws IOException {
        try {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw MetadataException.expected(place, "a JSON object", value());
            }
            Map<String, Object> object = object();
            if (parser.nextToken() != null) {
                throw problem("text after the end of the object", null);
            }
            return object;
        } catch (JsonProcessingException exception) {
            // Its own location is null where a limit was passed.
            throw problem(exception.getOriginalMessage(), exception);
        }
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = JsonValues.wellFormed(place, parser.getText());
            parser.nextToken();
            members.put(name, value());
        }
        return Collections.unmodifiableMap(members);
    }

    private List<Object> array() throws IOException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return Collections.unmodifiableList(items);
    }

    private Object value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> JsonValues.wellFormed(place, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case FIELD_NAME, END_OBJECT, END_ARRAY, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw problem("unexpected " + parser.currentToken(), null);
        };
    }

    private JsonNumber number(String literal) {
        // A number of standard JSON ends with a digit. Jackson has more words for infinity than Python.
        if (!Character.isDigit(literal.charAt(literal.length() - 1)) && !JsonNumber.isNotFinite(literal)) {
            throw problem("unknown word " + literal, null);
        }
        return JsonNumber.ofLiteral(literal);
    }

    private MetadataException problem(String problem, Throwable cause) {
        return new MetadataException(
                place + ": not JSON that can be read, line "
                        + parser.currentLocation().getLineNr() + ", column "
                        + parser.currentLocation().getColumnNr() + ": " + problem,
                cause);
    }
}

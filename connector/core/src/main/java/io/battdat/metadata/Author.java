package io.battdat.metadata;

import java.util.List;
import java.util.Objects;

/** Who made the data; in JSON an array of the two texts. */
public record Author(String name, String affiliation) {
    public Author {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(affiliation, "affiliation");
    }

    static Author read(Place place, Object value) {
        if (!(value instanceof List<?> pair) || pair.size() != 2) {
            throw MetadataException.expected(place, "an array of name and affiliation", value);
        }
        List<String> texts = Fields.items(place, pair, Fields::asText);
        return new Author(texts.get(0), texts.get(1));
    }

    List<String> toJsonValue() {
        return List.of(name, affiliation);
    }
}

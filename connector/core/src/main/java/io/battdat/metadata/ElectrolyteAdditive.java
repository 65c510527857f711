package io.battdat.metadata;

import java.util.Optional;
import java.util.OptionalDouble;

/** Something added to the electrolyte. */
public final class ElectrolyteAdditive extends MetadataObject {
    private final String name;
    private final OptionalDouble amount;
    private final Optional<String> units;

    ElectrolyteAdditive(Fields fields) {
        super(fields);
        name = fields.requiredText("name");
        amount = fields.number("amount");
        units = fields.any("units").map(value -> readUnits(fields.place().field("units"), value));
    }

    /** battdat up to 0.4.9 declares the units to be a number, surely by mistake; text is what they are. */
    private static String readUnits(Place place, Object value) {
        if (value instanceof String || LaxValues.number(value).isPresent()) {
            return value.toString();
        }
        throw MetadataException.expected(place, "text or a number", value);
    }

    public String name() {
        return name;
    }

    /** In {@link #units}. */
    public OptionalDouble amount() {
        return amount;
    }

    /** Written as it stands in the JSON; battdat 0.4.9 itself reads and writes numbers only. */
    public Optional<String> units() {
        return units;
    }
}

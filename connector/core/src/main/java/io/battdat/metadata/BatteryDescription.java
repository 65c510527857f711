package io.battdat.metadata;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The cell as it was built: maker, geometry, materials and rated capacity. */
public final class BatteryDescription extends MetadataObject {
    private final Optional<String> manufacturer;
    private final Optional<String> design;
    private final OptionalLong layerCount;
    private final Optional<String> formFactor;
    private final OptionalDouble mass;
    private final Optional<String> dimensions;
    private final Optional<ElectrodeDescription> anode;
    private final Optional<ElectrodeDescription> cathode;
    private final Optional<ElectrolyteDescription> electrolyte;
    private final OptionalDouble nominalCapacity;

    BatteryDescription(Fields fields) {
        super(fields);
        manufacturer = fields.text("manufacturer");
        design = fields.text("design");
        layerCount = fields.integer("layer_count", 2);
        formFactor = fields.text("form_factor");
        mass = fields.number("mass");
        dimensions = fields.any("dimensions")
                .map(value -> readDimensions(fields.place().field("dimensions"), value));
        anode = fields.object("anode", ElectrodeDescription::new);
        cathode = fields.object("cathode", ElectrodeDescription::new);
        electrolyte = fields.object("electrolyte", ElectrolyteDescription::new);
        nominalCapacity = fields.number("nominal_capacity");
    }

    /** Releases up to 0.4.0 wrote an array of numbers, later ones free text. */
    private static String readDimensions(Place place, Object value) {
        if (value instanceof List<?>) {
            Fields.items(place, value, (where, item) -> LaxValues.number(item)
                    .orElseThrow(() -> MetadataException.expected(where, "a number", item)));
            return JsonWriter.write(value);
        }
        if (value instanceof String text) {
            return text;
        }
        throw MetadataException.expected(place, "text", value);
    }

    public Optional<String> manufacturer() {
        return manufacturer;
    }

    /** The type of the cell, such as its product number. */
    public Optional<String> design() {
        return design;
    }

    /** Layers in the cell, at least two. */
    public OptionalLong layerCount() {
        return layerCount;
    }

    public Optional<String> formFactor() {
        return formFactor;
    }

    /** In kilograms. */
    public OptionalDouble mass() {
        return mass;
    }

    /** As free text; where an old release wrote an array of numbers, that array as JSON. */
    public Optional<String> dimensions() {
        return dimensions;
    }

    public Optional<ElectrodeDescription> anode() {
        return anode;
    }

    public Optional<ElectrodeDescription> cathode() {
        return cathode;
    }

    public Optional<ElectrolyteDescription> electrolyte() {
        return electrolyte;
    }

    /** In ampere-hours. */
    public OptionalDouble nominalCapacity() {
        return nominalCapacity;
    }
}

package io.battdat.metadata;

import java.util.List;

/** The electrolyte and what was added to it. */
public final class ElectrolyteDescription extends MetadataObject {
    private final String name;
    private final List<ElectrolyteAdditive> additives;

    ElectrolyteDescription(Fields fields) {
        super(fields);
        name = fields.requiredText("name");
        additives = fields.arrayUnlessMissing(
                "additives", (place, value) -> new ElectrolyteAdditive(Fields.of(place, value)));
    }

    public String name() {
        return name;
    }

    public List<ElectrolyteAdditive> additives() {
        return additives;
    }
}

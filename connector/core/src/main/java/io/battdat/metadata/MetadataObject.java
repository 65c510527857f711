package io.battdat.metadata;

import java.util.Map;

/**
 * One object of the battery metadata: the fields that battdat knows have accessors, the others are in
 * {@link #extraFields}, and {@link #toJson} writes all of them in the order in which they were read. A field that is
 * missing and one that is null read the same. Immutable.
 */
public abstract sealed class MetadataObject
        permits BatteryMetadata,
                BatteryDescription,
                CyclingProtocol,
                ElectrodeDescription,
                ElectrolyteAdditive,
                ElectrolyteDescription,
                ModelMetadata {
    private final Fields fields;

    MetadataObject(Fields fields) {
        this.fields = fields;
    }

    /**
     * The fields that battdat does not know, in their order. Values are {@link String}, {@link Boolean},
     * {@link JsonNumber}, null, or lists and maps of these.
     */
    public final Map<String, Object> extraFields() {
        return fields.others();
    }

    /** All fields, known and unknown, as JSON. */
    public final String toJson() {
        return JsonWriter.write(fields.values());
    }

    final Map<String, Object> values() {
        return fields.values();
    }

    /** Equal objects write the same JSON but for the order of fields. */
    @Override
    public final boolean equals(Object other) {
        return other instanceof MetadataObject object
                && object.getClass() == getClass()
                && object.values().equals(values());
    }

    @Override
    public final int hashCode() {
        return fields.values().hashCode();
    }

    @Override
    public final String toString() {
        return toJson();
    }
}

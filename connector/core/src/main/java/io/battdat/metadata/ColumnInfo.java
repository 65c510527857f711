package io.battdat.metadata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a column schema says about one column.
 *
 * @param required whether a table must have the column
 * @param description for people
 * @param units of the values, such as {@code V}
 * @param monotonic whether values are said never to fall from row to row; a claim, which data may break
 * @param extraFields fields that battdat does not know and drops, as in {@link MetadataObject#extraFields}
 */
public record ColumnInfo(
        boolean required,
        DataType type,
        String description,
        Optional<String> units,
        boolean monotonic,
        Map<String, Object> extraFields) {
    private static final Place DESCRIPTION = Place.of("description of a column");
    private static final Place UNITS = Place.of("units of a column");
    private static final Place EXTRA_FIELDS = Place.of("extra fields of a column");
    private static final List<String> KNOWN_FIELDS = List.of("required", "type", "description", "units", "monotonic");

    public ColumnInfo {
        Objects.requireNonNull(type, "type");
        JsonValues.wellFormed(DESCRIPTION, description);
        units.ifPresent(text -> JsonValues.wellFormed(UNITS, text));
        extraFields = JsonValues.copyOf(EXTRA_FIELDS, extraFields);
        for (String known : KNOWN_FIELDS) {
            if (extraFields.containsKey(known)) {
                throw new IllegalArgumentException(known + " is a field of its own, not an extra field of a column");
            }
        }
    }

    /** A column that is neither required nor monotonic and has no units. */
    public static ColumnInfo of(DataType type, String description) {
        return new ColumnInfo(false, type, description, Optional.empty(), false, Map.of());
    }

    public ColumnInfo withRequired(boolean required) {
        return new ColumnInfo(required, type, description, units, monotonic, extraFields);
    }

    public ColumnInfo withDescription(String description) {
        return new ColumnInfo(required, type, description, units, monotonic, extraFields);
    }

    public ColumnInfo withUnits(String units) {
        return new ColumnInfo(required, type, description, Optional.of(units), monotonic, extraFields);
    }

    public ColumnInfo withMonotonic(boolean monotonic) {
        return new ColumnInfo(required, type, description, units, monotonic, extraFields);
    }

    static ColumnInfo read(Place place, Object value) {
        Fields fields = Fields.of(place, value);
        if (fields.values().containsKey("type") && fields.values().get("type") == null) {
            throw MetadataException.expected(place.field("type"), DataType.CHOICES, null);
        }
        boolean required = fields.flag("required", false);
        DataType type =
                fields.choice("type", DataType::ofJsonText, DataType.CHOICES).orElse(DataType.OTHER);
        String description = fields.requiredText("description");
        Optional<String> units = fields.text("units");
        boolean monotonic = fields.flag("monotonic", false);
        return new ColumnInfo(required, type, description, units, monotonic, fields.others());
    }

    Map<String, Object> toJsonValue() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("required", required);
        values.put("type", type.jsonText());
        values.put("description", description);
        values.put("units", units.orElse(null));
        values.put("monotonic", monotonic);
        values.putAll(extraFields);
        return values;
    }
}

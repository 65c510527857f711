package io.battdat.hdf5.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.battdat.metadata.ColumnSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON schemas that say which shape the attribute {@code metadata} has. battdat stores them in {@code json_schema} as
 * pickles, which nobody needs to run; here they are JSON text. No reader looks at them, battdat's included.
 */
final class JsonSchemas {
    /** Ordered, so that the same table gives the same bytes. */
    private static final ObjectMapper MAPPER =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private JsonSchemas() {}

    private static Map<String, Object> nullable(String type) {
        return Map.of("type", List.of(type, "null"));
    }

    private static Map<String, Object> textArray() {
        return Map.of("type", List.of("array", "null"), "items", Map.of("type", "string"));
    }

    static String battery() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String text : List.of("name", "comments", "version", "source", "dataset_name")) {
            properties.put(text, nullable("string"));
        }
        properties.put("is_measurement", Map.of("type", "boolean"));
        for (String object : List.of("test_protocol", "battery", "modeling")) {
            properties.put(object, nullable("object"));
        }
        properties.put("authors", Map.of("type", List.of("array", "null"), "items", textArray()));
        properties.put("associated_ids", textArray());
        return object("BatteryMetadata", properties, Map.of());
    }

    static String columns(ColumnSchema schema) {
        Map<String, Object> column = Map.of("$ref", "#/$defs/ColumnInfo");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("extra_columns", Map.of("type", "object", "additionalProperties", column));
        schema.declaredColumns().keySet().forEach(name -> properties.put(name, column));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("required", Map.of("type", "boolean"));
        fields.put("type", Map.of("enum", List.of("float", "integer", "control", "state", "other")));
        fields.put("description", Map.of("type", "string"));
        fields.put("units", nullable("string"));
        fields.put("monotonic", Map.of("type", "boolean"));
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("type", "object");
        info.put("properties", fields);
        info.put("required", List.of("description"));
        return object("ColumnSchema", properties, Map.of("ColumnInfo", info));
    }

    private static String object(String title, Map<String, Object> properties, Map<String, Object> definitions) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DIALECT);
        schema.put("title", title);
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!definitions.isEmpty()) {
            schema.put("$defs", definitions);
        }
        try {
            return MAPPER.writeValueAsString(schema);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.battdat.spark.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.battdat.BattdatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What was said of a table in SQL and does not stand in its files.
 *
 * @param columns declared by {@code CREATE TABLE}; empty of a table that was made with its rows
 * @param partitionColumns those that become {@code key=value} directories
 * @param properties {@code TBLPROPERTIES}, options and comment
 */
record TableDefinition(StructType columns, List<String> partitionColumns, Map<String, String> properties) {
    static final TableDefinition NONE = new TableDefinition(new StructType(), List.of(), Map.of());

    TableDefinition {
        partitionColumns = List.copyOf(partitionColumns);
        properties = Map.copyOf(properties);
    }

    TableDefinition withProperties(Map<String, String> changed) {
        return new TableDefinition(columns, partitionColumns, changed);
    }

    boolean isEmpty() {
        return columns.isEmpty() && partitionColumns.isEmpty() && properties.isEmpty();
    }

    String toJson() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("columns", columns.json());
        partitionColumns.forEach(json.putArray("partitionColumns")::add);
        ObjectNode all = json.putObject("properties");
        new TreeMap<>(properties).forEach(all::put);
        return json.toPrettyString();
    }

    /** @param place for messages */
    static TableDefinition fromJson(String place, String text) {
        try {
            JsonNode json = new ObjectMapper().readTree(text);
            List<String> partitions = new ArrayList<>();
            json.required("partitionColumns").forEach(column -> partitions.add(column.asText()));
            Map<String, String> properties = new TreeMap<>();
            json.required("properties")
                    .properties()
                    .forEach(entry ->
                            properties.put(entry.getKey(), entry.getValue().asText()));
            StructType columns =
                    (StructType) DataType.fromJson(json.required("columns").asText());
            return new TableDefinition(columns, partitions, properties);
        } catch (JsonProcessingException | RuntimeException e) {
            throw new BattdatException(
                    place + ": this is not the declaration of a table (" + e.getMessage()
                            + "). Delete the file: columns and rows are in the HDF5 files",
                    e);
        }
    }
}

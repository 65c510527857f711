package io.battdat.spark.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.battdat.BattdatException;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.metadata.MetadataException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Reads the option {@code cellMetadata}: an object of cell name to battery metadata, or the path of a file of it. */
final class CellMetadata {
    private CellMetadata() {}

    /** The JSON of each cell's metadata, by name. */
    static Map<String, String> read(String option, Configuration configuration) throws IOException {
        // no file is called so; arrays and texts are met with what is expected
        boolean inPlace = option.strip().matches("(?s)[{\\[\"].*");
        String where = "option cellMetadata" + (inPlace ? "" : ", file " + option);
        String json = inPlace ? option : load(where, option, configuration);
        JsonNode node = parse(where, json);
        if (node == null || !node.isObject()) {
            throw new BattdatException(where + ": expected a JSON object with the battery metadata of cells by their"
                    + " names, as {\"cell-1\": {\"name\": \"cell-1\"}}");
        }
        Map<String, String> cells = new LinkedHashMap<>();
        node.properties().forEach(entry -> cells.put(entry.getKey(), checked(where, entry.getKey(), entry.getValue())));
        return cells;
    }

    private static JsonNode parse(String where, String json) {
        // numbers keep their digits
        ObjectMapper mapper = JsonMapper.builder()
                .enable(
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new BattdatException(where + ": this is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String checked(String where, String cell, JsonNode metadata) {
        String json = metadata.toString();
        try {
            BatteryMetadata.fromJson(json);
        } catch (MetadataException e) {
            throw new BattdatException(where + ", cell " + cell + ": " + e.getMessage(), e);
        }
        return json;
    }

    private static String load(String where, String location, Configuration configuration) throws IOException {
        try {
            Path path = new Path(location);
            try (InputStream stream = path.getFileSystem(configuration).open(path)) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (FileNotFoundException | IllegalArgumentException e) {
            throw new BattdatException(
                    where + ": there is no such file. Give the path of a JSON file, or the JSON object itself", e);
        }
    }
}

package io.battdat.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.testing.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Metadata and schemas of every sound file of the corpus, written by battdat 0.1.0 to 0.4.9, as Python read them. */
class CorpusMetadataTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TestFactory
    List<DynamicTest> readsAndRewritesTheMetadataOfEveryFile() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, JsonNode> file : expectedFiles()) {
            JsonNode metadata = file.getValue().path("metadata");
            if (isParsed(metadata)) {
                tests.add(dynamicTest(file.getKey(), () -> checkMetadata(metadata)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    @TestFactory
    List<DynamicTest> readsAndRewritesTheSchemaOfEveryTable() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, JsonNode> file : expectedFiles()) {
            for (Map.Entry<String, JsonNode> table :
                    file.getValue().path("tables").properties()) {
                JsonNode schema = table.getValue().path("schema");
                if (isParsed(schema)) {
                    tests.add(dynamicTest(file.getKey() + " " + table.getKey(), () -> checkSchema(schema)));
                }
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void checkMetadata(JsonNode expected) {
        BatteryMetadata metadata = BatteryMetadata.fromJson(expected.toString());

        assertThat(metadata.toJson()).isEqualTo(expected.toString());
        assertThat(metadata.toBuilder().build()).isEqualTo(metadata);
        assertThat(metadata.name()).isEqualTo(text(expected, "name"));
        assertThat(metadata.comments()).isEqualTo(text(expected, "comments"));
        assertThat(metadata.version()).isEqualTo(text(expected, "version"));
        assertThat(metadata.source()).isEqualTo(text(expected, "source"));
        assertThat(metadata.isMeasurement())
                .isEqualTo(expected.path("is_measurement").asBoolean(true));
        assertThat(metadata.battery().map(BatteryDescription::toJson))
                .isEqualTo(Optional.of(expected.path("battery"))
                        .filter(JsonNode::isObject)
                        .map(JsonNode::toString));
    }

    private static void checkSchema(JsonNode expected) {
        ColumnSchema schema = ColumnSchema.fromJson(expected.toString());

        // Tables that Python did not write through battdat have {}.
        String withExtraColumns = expected.has("extra_columns") ? expected.toString() : "{\"extra_columns\":{}}";
        assertThat(schema.toJson()).isEqualTo(withExtraColumns);
        for (JsonNode columns : List.of(expected, expected.path("extra_columns"))) {
            for (Map.Entry<String, JsonNode> column : columns.properties()) {
                if (!column.getKey().equals("extra_columns")) {
                    checkColumn(schema.column(column.getKey()).orElseThrow(), column.getValue());
                }
            }
        }
    }

    private static void checkColumn(ColumnInfo info, JsonNode expected) {
        assertThat(info.type().jsonText()).isEqualTo(expected.path("type").asText());
        assertThat(info.description()).isEqualTo(expected.path("description").asText());
        assertThat(info.units()).isEqualTo(text(expected, "units"));
        assertThat(info.required()).isEqualTo(expected.path("required").asBoolean());
        assertThat(info.monotonic()).isEqualTo(expected.path("monotonic").asBoolean());
    }

    private static Optional<String> text(JsonNode object, String field) {
        return Optional.ofNullable(object.get(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    /** Null: the file has none. The other mark: an attribute that Python reads as an array of texts. */
    private static boolean isParsed(JsonNode node) {
        return node.isObject() && !node.has("__unparsable__");
    }

    private static List<Map.Entry<String, JsonNode>> expectedFiles() throws IOException {
        Optional<Path> corpus = Corpus.find();
        assumeThat(corpus).as("corpus of files, named by battdat.corpus").isPresent();
        try (Stream<Path> files = Files.list(corpus.orElseThrow().resolve("expected"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> Map.entry(file.getFileName().toString(), read(file)))
                    .toList();
        }
    }

    private static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}

package io.battdat.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A Jupyter notebook, in nbformat 4. */
record Notebook(Path path, JsonNode json) {
    static Notebook read(Path path) throws IOException {
        return new Notebook(path, new ObjectMapper().readTree(path.toFile()));
    }

    /** The cells that hold code. */
    List<JsonNode> codeCells() {
        return StreamSupport.stream(json.get("cells").spliterator(), false)
                .filter(cell -> cell.get("cell_type").asText().equals("code"))
                .toList();
    }

    /** All code, without comments. */
    String code() {
        return codeCells().stream()
                .map(Notebook::source)
                .map(source -> source.replaceAll("(?m)\\s+# .*$", ""))
                .collect(Collectors.joining("\n"));
    }

    static String source(JsonNode cell) {
        return text(cell.get("source"));
    }

    /** Outputs of a kind of media, such as {@code image/png}. */
    static List<String> outputs(JsonNode cell, String media) {
        List<String> found = new ArrayList<>();
        for (JsonNode output : cell.get("outputs")) {
            JsonNode data = output.path("data").path(media);
            if (!data.isMissingNode()) {
                found.add(text(data));
            }
        }
        return found;
    }

    /** The format holds a text as one, or as its lines. */
    private static String text(JsonNode text) {
        return text.isTextual()
                ? text.asText()
                : StreamSupport.stream(text.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining());
    }
}

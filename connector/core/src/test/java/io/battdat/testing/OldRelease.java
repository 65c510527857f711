package io.battdat.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A table that pandas wrote for a release before 0.4, as if it had been written today: what a reader must find. */
final class OldRelease {
    private OldRelease() {}

    static boolean wrote(JsonNode stored) {
        return stored.has("legacy");
    }

    /** The expected values of the columns that pandas gives back, in place of those of the blocks they are stored in. */
    static ExpectedTable table(SoundFile file, JsonNode stored) {
        JsonNode pandas = stored.get("legacy");
        ObjectNode expected = stored.deepCopy();
        expected.set("schema", pandas.get("schema"));
        ArrayNode columns = expected.putArray("columns");
        for (JsonNode name : pandas.get("column_order")) {
            ObjectNode column = named(pandas.get("columns"), name).deepCopy();
            JsonNode block = named(stored.get("columns"), column.get("block"))
                    .get("hdf5")
                    .deepCopy();
            // a column of a block is an element of its array; one that stands alone is all of it
            boolean alone = !block.get("type").has("base");
            JsonNode type = alone ? block.get("type") : block.get("type").get("base");
            column.putObject("hdf5")
                    .put(
                            "offset",
                            block.get("offset").asInt()
                                    + column.get("position").asInt()
                                            * type.get("size").asInt())
                    .set("type", type);
            columns.add(column);
        }
        JsonNode prefix = pandas.get("prefix");
        String table = pandas.get("table").asText();
        return new ExpectedTable(file, prefix.isNull() ? table : prefix.asText() + "/" + table, expected);
    }

    private static JsonNode named(JsonNode columns, JsonNode name) {
        return columns.valueStream()
                .filter(column -> column.get("name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no column " + name));
    }
}

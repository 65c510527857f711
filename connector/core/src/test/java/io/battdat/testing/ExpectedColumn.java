package io.battdat.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.ElementType.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A column of a table as numpy saw it, or of a range of rows. */
public record ExpectedColumn(JsonNode expected) {
    public String name() {
        return expected.get("name").asText();
    }

    public int offset() {
        return expected.get("hdf5").get("offset").asInt();
    }

    /** The type; empty for one that is not read. */
    public Optional<ElementType> type() {
        return type(expected.get("hdf5").get("type"));
    }

    /** Whether its file holds values for it, which {@code rows-over-2g} does for ranges only. */
    public boolean hasValues() {
        return expected.has("sha256");
    }

    /** Whether it holds texts of variable length, which take more room in a file than in numpy's rows. */
    public boolean isVariableText() {
        return expected.get("hdf5").get("type").path("vlen").asBoolean();
    }

    private static Optional<ElementType> type(JsonNode type) {
        int bytes = type.get("size").asInt();
        return switch (type.get("class").asText()) {
            case "integer" -> number((type.get("signed").asBoolean() ? "INT" : "UINT") + 8 * bytes, bytes, type);
            case "float" -> number("FLOAT" + 8 * bytes, bytes, type);
            case "bitfield" -> Optional.of(new ElementType.Bool());
            case "enum" -> isBool(type) ? Optional.of(new ElementType.Bool()) : Optional.empty();
            case "string" ->
                type.path("vlen").asBoolean()
                        ? Optional.empty()
                        : Optional.of(new ElementType.Text(
                                bytes, type.get("pad").asText().equals("spacepad")));
            case "array" -> type(type.get("base")).map(base -> new ElementType.Array(base, dimensions(type)));
            default -> Optional.empty();
        };
    }

    private static Optional<ElementType> number(String format, int bytes, JsonNode type) {
        boolean bigEndian =
                bytes > 1 && type.get("order").asText().toLowerCase(Locale.ROOT).equals("be");
        return List.of(NumberFormat.values()).stream()
                .filter(known -> known.name().equals(format))
                .findFirst()
                .map(known -> new ElementType.Number(known, bigEndian));
    }

    /** How h5py stores booleans. */
    private static boolean isBool(JsonNode type) {
        return type.get("size").asInt() == 1 && type.get("members").toString().equals("{\"FALSE\":0,\"TRUE\":1}");
    }

    private static List<Integer> dimensions(JsonNode type) {
        List<Integer> dimensions = new ArrayList<>();
        type.get("dims").forEach(dimension -> dimensions.add(dimension.asInt()));
        return dimensions;
    }

    @Override
    public String toString() {
        return name();
    }
}

package io.battdat.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.ElementType.NumberFormat;
import io.battdat.hdf5.HeapLayout;
import io.battdat.hdf5.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        return expected.has("first5");
    }

    /** Whether it holds texts of variable length, which take more room in a file than in numpy's rows. */
    public boolean hasVariableText() {
        return expected.get("hdf5").get("type").toString().contains("\"vlen\":true");
    }

    /**
     * Values of a field such as {@code first5} as the reader gives them: labels where Python gives an enum's numbers,
     * and names for the two parts of a complex number.
     */
    public List<JsonNode> rows(String field) {
        ElementType type = type().orElseThrow();
        return expected.get(field)
                .valueStream()
                .map(value -> named(type, value))
                .toList();
    }

    private static JsonNode named(ElementType type, JsonNode value) {
        if (type instanceof ElementType.Enumeration enumeration) {
            return TextNode.valueOf(enumeration.labels().get(value.asLong()));
        } else if (type instanceof ElementType.Array array) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            int dimensions = array.dimensions().size();
            ElementType element = dimensions == 1
                    ? array.element()
                    : new ElementType.Array(array.element(), array.dimensions().subList(1, dimensions));
            value.forEach(item -> elements.add(named(element, item)));
            return elements;
        } else if (type instanceof ElementType.Compound compound) {
            ObjectNode parts = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < compound.members().size(); i++) {
                Member member = compound.members().get(i);
                JsonNode part = value.isArray() ? value.get(i) : value.get(member.name());
                parts.set(member.name(), named(member.type(), part));
            }
            return parts;
        }
        return value;
    }

    /** Whether minimum, maximum and sum are those of the values that the reader gives, not of numbers behind them. */
    public boolean hasStatistics() {
        ElementType element = ColumnBytes.element(type().orElseThrow());
        return expected.has("sum")
                && !(element instanceof ElementType.Enumeration)
                && !(element instanceof ElementType.Compound);
    }

    private static Optional<ElementType> type(JsonNode type) {
        int bytes = type.get("size").asInt();
        return switch (type.get("class").asText()) {
            case "integer" ->
                type.has("precision") // fewer bits than its bytes hold
                        ? Optional.empty()
                        : number((type.get("signed").asBoolean() ? "INT" : "UINT") + 8 * bytes, bytes, type);
            case "float" -> number("FLOAT" + 8 * bytes, bytes, type);
            case "bitfield" -> bytes == 1 ? Optional.of(new ElementType.Bool()) : Optional.empty();
            case "time" -> Optional.of(new ElementType.Time(bytes, false));
            case "enum" -> enumeration(type);
            case "string" ->
                Optional.of(
                        type.path("vlen").asBoolean()
                                ? new ElementType.VariableText(new HeapLayout(8, 8, 0))
                                : new ElementType.Text(
                                        bytes, type.get("pad").asText().equals("spacepad")));
            case "array" -> type(type.get("base")).map(base -> new ElementType.Array(base, dimensions(type)));
            case "compound" -> compound(type);
            default -> Optional.empty();
        };
    }

    private static Optional<ElementType> enumeration(JsonNode type) {
        if (isBool(type)) {
            return Optional.of(new ElementType.Bool());
        }
        Map<Long, String> labels = new HashMap<>();
        type.get("members")
                .properties()
                .forEach(label -> labels.put(label.getValue().asLong(), label.getKey()));
        return type(type.get("base")).map(base -> new ElementType.Enumeration((ElementType.Number) base, labels));
    }

    private static Optional<ElementType> compound(JsonNode type) {
        List<Member> members = new ArrayList<>();
        for (JsonNode member : type.get("members")) {
            Optional<ElementType> memberType = type(member.get("type"));
            if (memberType.isEmpty()) {
                return Optional.empty();
            }
            members.add(
                    new Member(member.get("name").asText(), member.get("offset").asInt(), memberType.get()));
        }
        boolean complex = members.size() == 2
                && members.get(0).name().equals("r")
                && members.get(1).name().equals("i");
        return Optional.of(
                complex
                        ? ElementType.Compound.complex(
                                (ElementType.Number) members.get(0).type())
                        : new ElementType.Compound(type.get("size").asInt(), members));
    }

    private static Optional<ElementType> number(String format, int bytes, JsonNode type) {
        if (type.has("precision")) {
            return Optional.empty(); // fewer bits than its bytes have
        }
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

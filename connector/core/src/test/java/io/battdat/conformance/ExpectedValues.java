package io.battdat.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.battdat.column.Column;
import io.battdat.column.StructColumn;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.testing.ColumnBytes;
import io.battdat.testing.ExpectedColumn;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Compares a column that was read with what Python read. */
final class ExpectedValues {
    private static final int SHOWN = 5;

    private final ExpectedColumn wanted;
    private final JsonNode expected;
    private final ElementType type;
    private final Column column;
    private final int rowCount;

    ExpectedValues(ExpectedColumn expected, Column column, int rowCount) {
        this.wanted = expected;
        this.expected = expected.expected();
        this.type = expected.type().orElseThrow();
        this.column = column;
        this.rowCount = rowCount;
    }

    /** Compares all that the expected values say. */
    void check() {
        int shown = Math.min(SHOWN, rowCount);
        if (expected.has("first5")) {
            checkRows("first5", 0, shown);
            checkRows("last5", rowCount - shown, shown);
        }
        if (wanted.hasStatistics()) {
            checkStatistics();
        }
        if (expected.has("sha256")) {
            assertThat(sha256(ColumnBytes.pack(type, column, rowCount)))
                    .as("sha256")
                    .isEqualTo(expected.get("sha256").asText());
        }
        if (expected.has("sha256_members")) {
            assertThat(sha256(bytesOfMembers()))
                    .as("sha256_members")
                    .isEqualTo(expected.get("sha256_members").asText());
        }
        if (expected.has("sha256_text")) {
            assertThat(sha256(joinedTexts()))
                    .as("sha256_text")
                    .isEqualTo(expected.get("sha256_text").asText());
        }
    }

    private void checkRows(String field, int firstRow, int count) {
        List<JsonNode> values = wanted.rows(field);
        assertThat(values).as(field).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(isSame(column.value(firstRow + i), values.get(i)))
                    .as("%s: row %d is %s, not %s", field, firstRow + i, column.value(firstRow + i), values.get(i))
                    .isTrue();
        }
    }

    private void checkStatistics() {
        Column elements = ColumnBytes.elements(column);
        int count = rowCount * (type.bytes() / ColumnBytes.element(type).bytes());
        if (elements instanceof TextColumn) {
            assertThat(expected.get("sum").isNull()).as("texts have no sum").isTrue();
            return;
        }
        Statistics statistics = Statistics.of(elements, count);
        assertThat(statistics.nanCount())
                .as("nan_count")
                .isEqualTo(expected.get("nan_count").asInt());
        for (String field : List.of("min", "max", "sum")) {
            Object value = statistics.value(field);
            assertThat(isSame(value, expected.get(field)))
                    .as("%s is %s, not %s", field, value, expected.get(field))
                    .isTrue();
        }
    }

    private boolean isSame(Object value, JsonNode node) {
        if (value == null) {
            return node.isNull();
        } else if (value instanceof List<?> list) {
            return node.isArray()
                    && node.size() == list.size()
                    && java.util.stream.IntStream.range(0, list.size()).allMatch(i -> isSame(list.get(i), node.get(i)));
        } else if (value instanceof Map<?, ?> fields) {
            return node.isObject()
                    && node.size() == fields.size()
                    && fields.entrySet().stream()
                            .allMatch(field -> isSame(field.getValue(), node.get((String) field.getKey())));
        } else if (value instanceof String text) {
            return node.isTextual() && withFiller(node.asText()).equals(withFiller(text));
        } else if (value instanceof Boolean bool) {
            return node.isBoolean() ? node.asBoolean() == bool : node.isInt() && node.asInt() == (bool ? 1 : 0);
        } else if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            return node.isTextual()
                    ? node.asText().equals(Double.toString(number))
                    : node.isNumber() && Double.compare(node.asDouble(), number) == 0;
        }
        return node.isIntegralNumber() && node.bigIntegerValue().toString().equals(value.toString());
    }

    /** numpy keeps the spaces that pad a text; the reader drops them, as the file says that they are no part of it. */
    private String withFiller(String text) {
        if (ColumnBytes.element(type) instanceof ElementType.Text padded && padded.spacePadded()) {
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            return text + " ".repeat(Math.max(0, padded.bytes() - bytes));
        }
        return text;
    }

    /** All rows of the first member of a nested compound, then those of the next. */
    private byte[] bytesOfMembers() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Member> members = ((ElementType.Compound) type).members();
        for (int i = 0; i < members.size(); i++) {
            Column field = ((StructColumn) column).fields().get(i);
            bytes.writeBytes(ColumnBytes.pack(members.get(i).type(), field, rowCount));
        }
        return bytes.toByteArray();
    }

    private byte[] joinedTexts() {
        Column texts = ColumnBytes.elements(column);
        int count = rowCount * (type.bytes() / ColumnBytes.element(type).bytes());
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < count; i++) {
            joined.append(i == 0 ? "" : "\n").append(withFiller((String) texts.value(i)));
        }
        return joined.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package io.battdat.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.battdat.testing.ExpectedColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values as they come out of records, against what Python read: the first and last rows, sums, and counts of NaN. */
final class ExpectedValues {
    private static final int SHOWN_ROWS = 5;

    private final ExpectedColumn expected;
    private final List<Object> first = new ArrayList<>();
    private final List<Object> last = new ArrayList<>();
    private BigDecimal finiteSum = BigDecimal.ZERO;
    private double nonFiniteSum;
    private long nanCount;

    ExpectedValues(ExpectedColumn expected) {
        this.expected = expected;
    }

    /** Whether the value given is one that the file holds but that is no text in UTF-8. */
    static boolean hasTextBeyondUtf8(ExpectedColumn column) {
        return column.expected().path("first5").toString().contains("\"hex\"")
                || column.expected().path("last5").toString().contains("\"hex\"");
    }

    void add(Object value) {
        if (first.size() < SHOWN_ROWS) {
            first.add(value);
        }
        if (last.size() == SHOWN_ROWS) {
            last.remove(0);
        }
        last.add(value);
        count(value);
    }

    private void count(Object value) {
        if (value instanceof List<?> items) {
            items.forEach(this::count);
        } else if (value instanceof Boolean flag) {
            finiteSum = flag ? finiteSum.add(BigDecimal.ONE) : finiteSum;
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isNaN(number)) {
                nanCount++;
            } else if (Double.isInfinite(number)) {
                nonFiniteSum += number;
            } else {
                finiteSum = finiteSum.add(new BigDecimal(number));
            }
        } else if (value instanceof Number number) {
            finiteSum = finiteSum.add(new BigDecimal(number.toString()));
        }
    }

    void check() {
        checkRows("first5", first);
        checkRows("last5", last);
        if (!expected.hasStatistics()) {
            return;
        }
        JsonNode sum = expected.expected().get("sum");
        if (nonFiniteSum != 0) {
            assertThat(sum.asText()).as("sum").isEqualTo(Double.toString(nonFiniteSum));
        } else if (sum.asText().equals("overflow")) {
            assertThat(finiteSum.doubleValue()).as("sum").isInfinite();
        } else if (sum.isIntegralNumber()) {
            assertThat(finiteSum).as("sum").isEqualByComparingTo(sum.decimalValue());
        } else if (sum.isNumber()) {
            assertThat(finiteSum.doubleValue()).as("sum").isEqualTo(sum.doubleValue());
        } else if (!sum.isNull()) {
            // infinities of both signs
            assertThat(sum.asText()).as("sum").isEqualTo("NaN");
            assertThat(nonFiniteSum).isNaN();
        }
        assertThat(nanCount)
                .as("NaN count")
                .isEqualTo(expected.expected().path("nan_count").asLong());
    }

    private void checkRows(String field, List<Object> found) {
        List<JsonNode> rows = expected.rows(field);
        assertThat(found).as(field).hasSize(rows.size());
        boolean spacePadded = expected.expected().at("/hdf5/type/pad").asText().equals("spacepad");
        for (int i = 0; i < found.size(); i++) {
            // what h5py gives of a space-padded text includes the padding
            JsonNode value = spacePadded ? TextNode.valueOf(rows.get(i).asText().stripTrailing()) : rows.get(i);
            assertSame(field, value, found.get(i));
        }
    }

    /** A value of whatever type against its JSON. */
    static void assertSame(String what, JsonNode expected, Object found) {
        if (found instanceof List<?> items) {
            assertThat(items).as(what).hasSize(expected.size());
            for (int i = 0; i < items.size(); i++) {
                assertSame(what, expected.get(i), items.get(i));
            }
        } else if (found instanceof Map<?, ?> fields) {
            assertThat(fields).as(what).hasSize(expected.size());
            fields.forEach((name, value) -> assertSame(what, expected.get((String) name), value));
        } else if (found instanceof Double || found instanceof Float) {
            double number = ((Number) found).doubleValue();
            if (expected.isTextual()) {
                assertThat(Double.toString(number)).as(what).isEqualTo(expected.asText());
            } else {
                // bits, so that 0.0 is not -0.0
                assertThat(Double.doubleToRawLongBits(number))
                        .as("%s: %s", what, number)
                        .isEqualTo(Double.doubleToRawLongBits(expected.doubleValue()));
            }
        } else if (found instanceof Number number) {
            assertThat(expected.isIntegralNumber()).as(what).isTrue();
            assertThat(number.toString())
                    .as(what)
                    .isEqualTo(expected.bigIntegerValue().toString());
        } else if (found instanceof Boolean flag) {
            // h5py's own booleans are an enum, given by its numbers
            assertThat(expected.isBoolean() || expected.isInt()).as(what).isTrue();
            assertThat(flag).as(what).isEqualTo(expected.asBoolean());
        } else {
            assertThat(found).as(what).isEqualTo(expected.textValue());
        }
    }
}

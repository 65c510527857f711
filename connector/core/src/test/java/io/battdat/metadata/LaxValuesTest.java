package io.battdat.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs and outcomes are those of battdat 0.4.9's classes under pydantic 2.13. */
class LaxValuesTest {
    private static Object parse(String json) {
        return JsonReader.readObject(Place.of("test"), "{\"value\":" + json + "}")
                .get("value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "1.0", "\"yes\"", "\"ON\"", "\"t\"", "\"1\"", "\"True\"", "\"y\""})
    void takesForTrue(String json) {
        assertThat(LaxValues.flag(parse(json))).contains(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0", "0.0", "-0.0", "\"no\"", "\"OFF\"", "\"f\"", "\"0\"", "\"n\""})
    void takesForFalse(String json) {
        assertThat(LaxValues.flag(parse(json))).contains(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "\" true \"", "null", "\"1.0\"", "NaN", "\"maybe\"", "[]", "{}"})
    void takesForNoFlag(String json) {
        assertThat(LaxValues.flag(parse(json))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1,1",
        "\"1.5\",1.5",
        "\" 1.5 \",1.5",
        "\"nan\",NaN",
        "\"inf\",Infinity",
        "\"-Infinity\",-Infinity",
        "true,1",
        "\"1_0\",10",
        "NaN,NaN",
        "-1,-1",
        "\"1e5\",100000",
        "1e400,Infinity",
        "\"1.\",1",
        "\".5\",0.5",
    })
    void takesForNumber(String json, double number) {
        assertThat(LaxValues.number(parse(json))).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abc\"", "\"0x1p3\"", "\"1f\"", "\"1d\"", "\"\"", "\".\"", "\"1 2\"", "[]", "{}"})
    void takesForNoNumber(String json) {
        assertThat(LaxValues.number(parse(json))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "12,12",
        "12.0,12",
        "\"12\",12",
        "\"12.0\",12",
        "\" 12 \",12",
        "\"1_2\",12",
        "1e2,100",
        "\"+12\",12",
        "true,1",
        "9223372036854775807,9223372036854775807",
    })
    void takesForInteger(String json, long integer) {
        assertThat(LaxValues.integer(parse(json))).hasValue(integer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12.5",
                "\"1e2\"",
                "1e30",
                "NaN",
                "9223372036854775808",
                "1e999999999",
                "1e-999999999",
                "1e99999999999",
                "\"99999999999999999999\"",
                "\"x\"",
                "[]"
            })
    void takesForNoInteger(String json) {
        assertThat(LaxValues.integer(parse(json))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2020-01-01\"",
                "\"2020-01-01T00:00:00\"",
                "\"2020-01-01 00:00\"",
                "\"2020-01-01T00:00:00Z\"",
                "\"2020-01-01T00:00:00+01:00\"",
                "\"2020-01-01t00:00:00.000000z\"",
                "1577836800",
                "1577836800.0",
                "1577836800000",
                "\"1577836800\"",
                "\"1577836800.0\""
            })
    void takesForTheFirstOfJanuary2020(String json) {
        assertThat(LaxValues.date(parse(json))).contains(LocalDate.of(2020, 1, 1));
    }

    @ParameterizedTest
    @CsvSource({"0,1970-01-01", "-86400,1969-12-31", "86400000000,1972-09-27", "\"0001-01-01\",0001-01-01"})
    void takesForDate(String json, LocalDate date) {
        assertThat(LaxValues.date(parse(json))).contains(date);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2020-01-01T01:00:00\"",
                "1577836801",
                "\"20200101\"",
                "\"2020-1-1\"",
                "20000000000",
                "\" 2020-01-01 \"",
                "\"2020/01/01\"",
                "\"2021-02-29\"",
                "\"0000-01-01\"",
                "\"10000-01-01\"",
                "true",
                "NaN",
                "1e300",
                "1e400",
                "\"\"",
                "[]"
            })
    void takesForNoDate(String json) {
        assertThat(LaxValues.date(parse(json))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.b/c d", "doi:10.1/2", " https://a ", "urn:x", "a:b", "https:a", "foo://"})
    void takesForUrl(String text) {
        assertThat(LaxValues.isUrl(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "10.1000/182", "", "1a:b", "a b:c", ":a"})
    void takesForNoUrl(String text) {
        assertThat(LaxValues.isUrl(text)).isFalse();
        assertThat(LaxValues.isUrl(JsonNumber.of(5))).isFalse();
    }
}

package io.battdat.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonNumberTest {
    @ParameterizedTest
    @CsvSource({
        "7,7,7",
        "-2.9,-2,-2.9",
        "9007199254740993,9007199254740993,9007199254740992",
        "-9223372036854775808,-9223372036854775808,-9223372036854775808",
        "1e3,1000,1000",
        "1e400,9223372036854775807,Infinity",
        "1e-400,0,0",
        "NaN,0,NaN",
        "-Infinity,-9223372036854775808,-Infinity",
    })
    void convertsToJavaNumbers(String literal, long integer, Double floating) {
        JsonNumber number = JsonNumber.ofLiteral(literal);

        assertThat(number.longValue()).isEqualTo(integer);
        assertThat(number.doubleValue()).isEqualTo(floating);
        assertThat(number).hasToString(literal);
    }

    @Test
    void keepsTheSignOfZero() {
        assertThat(Double.doubleToRawLongBits(JsonNumber.ofLiteral("-0.0").doubleValue()))
                .isEqualTo(Double.doubleToRawLongBits(-0.0));
    }

    @Test
    void convertsHugeExponentsWithoutWritingThemOut() {
        JsonNumber huge = JsonNumber.ofLiteral("1e999999999");

        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(5), huge::longValue))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void givesExactDecimals() {
        assertThat(JsonNumber.ofLiteral("0.10000000000000000000001").toBigDecimal())
                .isEqualTo(new BigDecimal("0.10000000000000000000001"));
        assertThatThrownBy(() -> JsonNumber.ofLiteral("NaN").toBigDecimal()).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void takesTheNumbersOfTheJdk() {
        assertThat(JsonNumber.of((byte) 1)).hasToString("1");
        assertThat(JsonNumber.of((short) 1)).hasToString("1");
        assertThat(JsonNumber.of(1L)).hasToString("1");
        assertThat(JsonNumber.of(0.1f)).hasToString("0.1");
        assertThat(JsonNumber.of(1e10)).hasToString("1.0E10");
        assertThat(JsonNumber.of(Double.NaN)).hasToString("NaN");
        assertThat(JsonNumber.of(BigInteger.TEN.pow(30))).hasToString("1" + "0".repeat(30));
        assertThat(JsonNumber.of(new BigDecimal("1.50"))).hasToString("1.50");
        assertThatThrownBy(() -> JsonNumber.of(new AtomicInteger())).isInstanceOf(MetadataException.class);
    }

    @Test
    void isEqualIfSpelledAlike() {
        assertThat(JsonNumber.of(1)).isEqualTo(JsonNumber.of(1L)).hasSameHashCodeAs(JsonNumber.of(1L));
        assertThat(JsonNumber.of(1)).isNotEqualTo(JsonNumber.of(1.0));
    }
}

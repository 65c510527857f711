package io.battdat.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    private static double parse(String text) {
        byte[] bytes = ("," + text + ",").getBytes(StandardCharsets.UTF_8);
        return Numbers.parse(bytes, 1, bytes.length - 1);
    }

    @Test
    void shortNumbersAreTheNearestDouble() {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            long digits = random.nextLong(1_000_000_000_000_000L) / (long) Math.pow(10, random.nextInt(15));
            int exponent = random.nextInt(20) - 15;
            String text = (random.nextBoolean() ? "-" : "") + digits + "E" + exponent;
            assertThat(parse(text)).as(text).isEqualTo(Double.parseDouble(text));
            String decimal = new BigDecimal(text).toPlainString();
            if (decimal.length() < 15) {
                assertThat(parse(decimal)).as(decimal).isEqualTo(Double.parseDouble(decimal));
            }
        }
    }

    /** Values that pandas 1.5.3 and 2.2.3 give. */
    @ParameterizedTest
    @CsvSource({
        "-0.000587569999999909, -0.0005875699999999",
        "0.0330991234841299, 0.0330991234841299",
        "123456789012345678901234, 1.2345678901234568E23",
        "1e400, Infinity",
        "4.9e-324, 4.9E-324",
        "1e-400, 0.0",
        " +1.5 , 1.5",
        "1., 1.0",
        ".5, 0.5",
        "-inf, -Infinity",
        "Infinity, Infinity"
    })
    void longNumbersAreWhatPandasMakesOfThem(String text, double value) {
        assertThat(parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "NaN", "nan", "NA", "N/A", "#N/A", "null", "None", "-nan", "1.#IND", "-1.#QNAN", "<NA>"})
    void missingValuesAreNotANumber(String text) {
        assertThat(parse(text)).isNaN();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Numbers.isMissing(bytes, 0, bytes.length)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1x", "1 2", "1e", "1e+", "--1", "1.2.3", ".", "-", "1,5", "0x10", "nul", " "})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(NumberFormatException.class);
    }
}

package io.battdat.spark.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapedNameTest {

    @Test
    void unescapesHexDigitsOfEitherCase() {
        assertThat(EscapedName.unescape("10%3A00%3a00%2F%25")).isEqualTo("10:00:00/%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "%", "%4", "100%", "%zz", "%4z", "%%41"})
    void agreesWithSparkOnWhatIsNoEscape(String name) {
        assertThat(EscapedName.unescape(name)).isEqualTo(ExternalCatalogUtils.unescapePathName(name));
    }

    @Test
    void otherLettersAfterAPercentSign() {
        // Spark 4.1 fails on these with an index out of bounds.
        assertThat(EscapedName.unescape("100%é")).isEqualTo("100%é");
        assertThat(EscapedName.unescape("%éa%41")).isEqualTo("%éaA");
        // Spark 3.5 takes digits of other scripts for hex digits, later ones do not.
        assertThat(EscapedName.unescape("%٤١")).isEqualTo("%٤١");
    }

    @Test
    void agreesWithSparkOnRandomNames() {
        Random random = new Random(7);
        for (int round = 0; round < 10_000; round++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(9); length > 0; length--) {
                name.append("%%%0aFg=".charAt(random.nextInt(8)));
            }
            assertThat(EscapedName.unescape(name.toString()))
                    .isEqualTo(ExternalCatalogUtils.unescapePathName(name.toString()));
        }
    }
}

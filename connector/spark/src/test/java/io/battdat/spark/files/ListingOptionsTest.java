package io.battdat.spark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingOptionsTest {
    private SQLConf session;

    @BeforeEach
    void newSession() {
        session = new SQLConf();
        session.setConfString("spark.sql.session.timeZone", "Europe/Paris");
    }

    @Test
    void defaultsAreSparks() {
        ListingOptions options = parse(Map.of());

        assertThat(options.pathGlobFilter()).isEmpty();
        assertThat(options.recursiveFileLookup()).isFalse();
        assertThat(options.modifiedBefore()).isEmpty();
        assertThat(options.modifiedAfter()).isEmpty();
        assertThat(options.ignoreMissingFiles()).isFalse();
        assertThat(options.ignoreInvalidPartitionPaths()).isFalse();
        assertThat(options.basePath()).isEmpty();
        assertThat(options.globPaths()).isTrue();
        assertThat(options.partitionTypeInference()).isTrue();
        assertThat(options.validatePartitionValues()).isTrue();
        assertThat(options.caseSensitive()).isFalse();
        assertThat(options.timeZone()).isEqualTo(ZoneId.of("Europe/Paris"));
        assertThat(options.flatListingSchemes()).containsExactly("s3a");
    }

    @Test
    void sessionSettingsCount() {
        session.setConfString("spark.sql.files.ignoreMissingFiles", "true");
        session.setConfString("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
        session.setConfString("spark.sql.sources.validatePartitionColumns", "false");
        session.setConfString("spark.sql.caseSensitive", "true");
        session.setConfString("spark.sql.files.ignoreInvalidPartitionPaths", "true");
        session.setConfString("spark.sql.sources.useListFilesFileSystemList", "s3a, gs");

        ListingOptions options = parse(Map.of());

        assertThat(options.ignoreMissingFiles()).isTrue();
        assertThat(options.partitionTypeInference()).isFalse();
        assertThat(options.validatePartitionValues()).isFalse();
        assertThat(options.caseSensitive()).isTrue();
        assertThat(options.ignoreInvalidPartitionPaths()).isTrue();
        assertThat(options.flatListingSchemes()).containsExactlyInAnyOrder("s3a", "gs");
    }

    @Test
    void optionGoesBeforeSession() {
        session.setConfString("spark.sql.files.ignoreMissingFiles", "true");

        assertThat(parse(Map.of("IgnoreMissingFiles", "FALSE")).ignoreMissingFiles())
                .isFalse();
        assertThat(parse(Map.of("TIMEZONE", "+02:00")).timeZone().getRules().isFixedOffset())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"recursiveFileLookup", "ignoreMissingFiles", "ignoreInvalidPartitionPaths"})
    void wrongBooleanNamesTheOptionAndWhatIsAccepted(String name) {
        for (String text : new String[] {"yes", "1", "", "truee"}) {
            assertThatThrownBy(() -> parse(Map.of(name, text)))
                    .isInstanceOf(BattdatException.class)
                    .hasMessage("Option '%s' is '%s'; accepted are 'true' and 'false'.", name, text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2024-07-01T12:00:00, 2024-07-01T10:00:00Z",
        "2024-01-01T12:00:00, 2024-01-01T11:00:00Z",
        "2024-01-01T12:00:00.25, 2024-01-01T11:00:00.25Z",
        "2024-01-01, 2023-12-31T23:00:00Z",
        "2024-01-01T12:00:00Z, 2024-01-01T12:00:00Z"
    })
    void timesAreInTheSessionTimeZone(String text, Instant expected) {
        assertThat(parse(Map.of("modifiedBefore", text)).modifiedBefore()).contains(expected);
        assertThat(parse(Map.of("modifiedAfter", text)).modifiedAfter()).contains(expected);
    }

    @Test
    void timesAreInTheTimeZoneOption() {
        assertThat(parse(Map.of("modifiedAfter", "2024-07-01T12:00:00", "timeZone", "Asia/Tokyo"))
                        .modifiedAfter())
                .contains(Instant.parse("2024-07-01T03:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "01.07.2024", "2024-07-01T25:00:00", ""})
    void wrongTimeSaysWhatIsExpected(String text) {
        for (String name : new String[] {"modifiedBefore", "modifiedAfter"}) {
            assertThatThrownBy(() -> parse(Map.of(name, text)))
                    .isInstanceOf(BattdatException.class)
                    .hasMessageStartingWith("Option '" + name + "' is '" + text + "'")
                    .hasMessageContaining("yyyy-MM-ddTHH:mm:ss");
        }
    }

    @Test
    void wrongTimeZoneAndGlob() {
        assertThatThrownBy(() -> parse(Map.of("timeZone", "Mars/Olympus")))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("'timeZone' is 'Mars/Olympus'");
        assertThatThrownBy(() -> parse(Map.of("pathGlobFilter", "{a,b")))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("'pathGlobFilter' is '{a,b'");
    }

    private ListingOptions parse(Map<String, String> options) {
        return ListingOptions.from(new CaseInsensitiveStringMap(options), session);
    }
}

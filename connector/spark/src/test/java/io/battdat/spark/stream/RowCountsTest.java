package io.battdat.spark.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowCountsTest {
    private static final RowCounts COUNTS =
            RowCounts.of(Map.of("file:/a é.h5", Map.of("/", 5_000_000_000L, "cell \"1\"", 3L), "file:/b.h5", Map.of()));

    @Test
    void isWrittenAsJsonAndReadBack() {
        assertThat(COUNTS.json())
                .isEqualTo(
                        "{\"version\":1,\"rows\":{\"file:/a é.h5\":{\"/\":5000000000,\"cell \\\"1\\\"\":3},\"file:/b.h5\":{}}}");
        assertThat(RowCounts.fromJson(COUNTS.json())).isEqualTo(COUNTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":2,\"rows\":{}}",
                "{\"logOffset\":3}",
                "{\"version\":1,\"rows\":{\"a\":{\"/\":-1}}}",
                "{\"version\":1,\"rows\":{\"a\":{\"/\":1.5}}}",
                "7",
                "no json"
            })
    void refusesOffsetsOfOthers(String json) {
        assertThatThrownBy(() -> RowCounts.fromJson(json))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining(json)
                .hasMessageContaining("checkpointLocation");
    }

    @Test
    void countsWhatWasAdded() {
        RowCounts later = RowCounts.of(Map.of("file:/b.h5", Map.of("/", 2L), "file:/c.h5", Map.of("/", 1L)));

        List<RowsAdded> added =
                later.since(RowCounts.of(Map.of("file:/b.h5", Map.of("/", 1L), "gone", Map.of("/", 9L))));

        assertThat(added)
                .containsExactly(new RowsAdded("file:/b.h5", "/", 1, 2), new RowsAdded("file:/c.h5", "/", 0, 1));
        assertThat(RowCounts.NONE.plus(added)).isEqualTo(later);
    }
}

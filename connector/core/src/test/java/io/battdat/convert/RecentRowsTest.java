package io.battdat.convert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentRowsTest {
    private final RecentRows rows = new RecentRows();

    @Test
    void aRowThatStandsTwiceIsFoundWhateverIsBetween() {
        assertThat(rows.add(1.001, 3.5, 0.0)).isTrue();
        assertThat(rows.add(1.004, 3.6, 0.0)).isTrue();
        assertThat(rows.add(9.0, 3.5, 0.0)).isTrue();
        assertThat(rows.add(0.996, 3.5, -0.0)).as("1.00 s, and no current").isFalse();
        assertThat(rows.add(1.006, 3.5, 0.0)).as("1.01 s").isTrue();
        rows.clear();
        assertThat(rows.add(1.001, 3.5, 0.0)).isTrue();
    }

    @Test
    void rowsAreRememberedAsLongAsTheClockMayGoBack() {
        for (int i = 0; i < 100_000; i++) {
            double time = i * 0.5;
            assertThat(rows.add(time, 3.5, i)).isTrue();
            if (i >= 20) {
                assertThat(rows.add(time - RecentRows.TOLERANCE, 3.5, i - 20)).isFalse();
            }
            assertThat(rows.count()).isLessThanOrEqualTo(44);
        }
    }
}

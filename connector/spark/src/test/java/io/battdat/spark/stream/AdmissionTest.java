package io.battdat.spark.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final List<RowsAdded> ADDED =
            List.of(new RowsAdded("a", "x", 0, 3), new RowsAdded("a", "y", 5, 6), new RowsAdded("b", "/", 0, 4));

    private static List<RowsAdded> admit(ReadLimit limit, String lastFile) {
        return Admission.of(limit).admit(ADDED, lastFile);
    }

    @Test
    void admitsAllWithoutALimit() {
        assertThat(admit(ReadLimit.allAvailable(), "")).isEqualTo(ADDED);
        assertThat(new Admission(Long.MAX_VALUE, Integer.MAX_VALUE).toLimit()).isEqualTo(ReadLimit.allAvailable());
    }

    @Test
    void admitsRowsUpToTheLimit() {
        assertThat(admit(ReadLimit.maxRows(5), ""))
                .containsExactly(ADDED.get(0), ADDED.get(1), new RowsAdded("b", "/", 0, 1));
    }

    @Test
    void countsAFileOnceWhateverTablesItHas() {
        assertThat(admit(ReadLimit.maxFiles(1), "")).containsExactly(ADDED.get(0), ADDED.get(1));
    }

    @Test
    void beginsBehindTheLastFileAndComesRoundAgain() {
        assertThat(admit(ReadLimit.maxRows(6), "a")).containsExactly(ADDED.get(2), new RowsAdded("a", "x", 0, 2));
    }

    @Test
    void severalLimitsHoldTogether() {
        ReadLimit both = new Admission(2, 1).toLimit();

        assertThat(Admission.of(both)).isEqualTo(new Admission(2, 1));
        assertThat(admit(both, "b")).containsExactly(new RowsAdded("a", "x", 0, 2));
    }
}

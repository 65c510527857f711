package io.battdat.streaming;

import static io.battdat.streaming.TestFiles.firstCycle;
import static io.battdat.streaming.TestFiles.fixture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.MissingTableException;
import io.battdat.column.ColumnType;
import io.battdat.column.DoubleColumn;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnarTableTest {
    @Test
    void givesColumnsRowsAndNames() throws IOException {
        try (CycleStream cycles = BattdatStreams.cycles(fixture("cycles-match"))) {
            cycles.next();
            ColumnarTable cycle = cycles.next();

            assertThat(cycle.path()).isEqualTo("raw_data");
            assertThat(cycle.rowCount()).isEqualTo(15);
            assertThat(cycle.firstRow()).isEqualTo(15);
            assertThat(cycle.columnNames()).startsWith("cycle_number", "test_time", "voltage");
            assertThat(cycle.hasColumn("voltage")).isTrue();
            assertThat(cycle.hasColumn("volts")).isFalse();
            assertThat(cycle.columnType("voltage")).isEqualTo(ColumnType.DOUBLE);
            assertThat(cycle.longs("cycle_number")).hasSize(15).containsOnly(1);
            assertThat(cycle.schema()).isEmpty();
            assertThat(cycle).hasToString("raw_data: rows 15 to 29, columns " + String.join(", ", cycle.columnNames()));
            assertThat(cycle.rows()).hasSize(15);
            assertThat(cycle.row(14).rowNumber()).isEqualTo(29);
            assertThat(cycle.row(14).getDouble("voltage")).isEqualTo(cycle.doubles("voltage")[14]);
            assertThat(cycle.values("voltage")).containsExactly(boxed(cycle.doubles("voltage")));
        }
    }

    private static Object[] boxed(double[] values) {
        return java.util.Arrays.stream(values).boxed().toArray();
    }

    @Test
    void copiesOfColumnsAreIndependentAndTheColumnItselfIsNot() {
        ColumnarTable cycle = firstCycle("cycles-match");
        double before = cycle.row(0).getDouble("voltage");

        cycle.doubles("voltage")[0] = -1;
        assertThat(cycle.row(0).getDouble("voltage")).isEqualTo(before);
        assertThat(cycle.doubles("voltage")[0]).isEqualTo(before);

        DoubleColumn column = (DoubleColumn) cycle.column("voltage");
        assertThat(column).isSameAs(cycle.column("voltage"));
        assertThat(column.values()[0]).isEqualTo(before);
    }

    @Test
    void refusesRowsAndColumnsThatAreNotThere() {
        ColumnarTable cycle = firstCycle("cycles-match");
        assertThatThrownBy(() -> cycle.row(15)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> cycle.rows().get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        List<Object> voltages = cycle.values("voltage");
        assertThatThrownBy(() -> voltages.get(15)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> voltages.set(0, 1.0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> cycle.doubles("volts"))
                .isInstanceOf(MissingTableException.class)
                .hasMessageContaining("cycles-match.h5: table raw_data: there is no column volts");
    }
}

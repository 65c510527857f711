package io.battdat.streaming;

import static io.battdat.streaming.TestFiles.firstCycle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.MissingTableException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Getters of records and of tables on columns of every type. */
class ValuesTest {
    private enum Read {
        BOOLEAN(BattdatRecord::getBoolean, (table, name) -> table.booleans(name)[1]),
        INT(BattdatRecord::getInt, (table, name) -> table.ints(name)[1]),
        LONG(BattdatRecord::getLong, (table, name) -> table.longs(name)[1]),
        BIG_INTEGER(BattdatRecord::getBigInteger, null),
        FLOAT(BattdatRecord::getFloat, (table, name) -> table.floats(name)[1]),
        DOUBLE(BattdatRecord::getDouble, (table, name) -> table.doubles(name)[1]),
        STRING(BattdatRecord::getString, (table, name) -> table.strings(name)[1]),
        LIST(BattdatRecord::getList, null),
        STRUCT(BattdatRecord::getStruct, null);

        private final BiFunction<BattdatRecord, String, Object> ofRecord;
        private final BiFunction<ColumnarTable, String, Object> ofTable;

        Read(BiFunction<BattdatRecord, String, Object> ofRecord, BiFunction<ColumnarTable, String, Object> ofTable) {
            this.ofRecord = ofRecord;
            this.ofTable = ofTable;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "types-integers, int8, INT LONG BIG_INTEGER FLOAT DOUBLE, getInt",
        "types-integers, uint8, INT LONG BIG_INTEGER FLOAT DOUBLE, getInt",
        "types-integers, int16, INT LONG BIG_INTEGER FLOAT DOUBLE, getInt",
        "types-integers, uint16, INT LONG BIG_INTEGER DOUBLE, getInt",
        "types-integers, int32, INT LONG BIG_INTEGER DOUBLE, getInt",
        "types-integers, uint32, LONG BIG_INTEGER, getLong",
        "types-integers, int64, LONG BIG_INTEGER, getLong",
        "types-integers, uint64, BIG_INTEGER, getBigInteger",
        "types-floats, float16, FLOAT DOUBLE, getFloat",
        "types-floats, float32, FLOAT DOUBLE, getFloat",
        "types-floats, float64, DOUBLE, getDouble",
        "types-bool-text, flag, BOOLEAN, getBoolean",
        "types-bool-text, state, STRING, getString",
        "types-arrays, temperatures, LIST, getList",
        "types-complex-nested, inner, STRUCT, getStruct",
        "types-complex-nested, z8, STRUCT, getStruct",
        "types-nested-latest, points, LIST, getList",
        "types-time-enum, start, INT LONG BIG_INTEGER DOUBLE, getInt",
        "types-time-enum, instant, DOUBLE, getDouble",
        "types-time-enum, colour, STRING, getString",
        "types-text-vlen, label, STRING, getString",
    })
    void gettersWidenWithoutLossAndRefuseTheRest(String file, String column, String readable, String fitting) {
        Set<String> wanted = new TreeSet<>(List.of(readable.split(" ")));
        ColumnarTable table = firstCycle(file);
        BattdatRecord record = table.row(1);

        for (Read read : Read.values()) {
            if (wanted.remove(read.name())) {
                assertThat(read.ofRecord.apply(record, column))
                        .asString()
                        .isIn(record.get(column).toString(), asDecimal(record.get(column)));
                if (read.ofTable != null) {
                    assertThat(read.ofTable.apply(table, column)).isEqualTo(read.ofRecord.apply(record, column));
                }
            } else {
                assertThatThrownBy(() -> read.ofRecord.apply(record, column))
                        .isInstanceOf(WrongColumnTypeException.class)
                        .hasMessageContaining(file + ".h5: table raw_data: column " + column + " is of type ")
                        .hasMessageContaining("Use " + fitting);
                if (read.ofTable != null) {
                    assertThatThrownBy(() -> read.ofTable.apply(table, column))
                            .isInstanceOf(WrongColumnTypeException.class);
                }
            }
        }
        assertThat(wanted).isEmpty();
    }

    private static String asDecimal(Object value) {
        return value instanceof Number number ? String.valueOf(number.doubleValue()) : value.toString();
    }

    @Test
    void gettersGiveTheExtremes() {
        List<BattdatRecord> rows = firstCycle("types-integers").rows();
        assertThat(rows.get(0).getInt("int8")).isEqualTo(-128);
        assertThat(rows.get(1).getLong("uint32")).isEqualTo(4294967295L);
        assertThat(rows.get(0).getLong("int64")).isEqualTo(Long.MIN_VALUE);
        assertThat(rows.get(0).getBigInteger("int64")).isEqualTo(BigInteger.valueOf(Long.MIN_VALUE));
        assertThat(rows.get(1).getBigInteger("uint64")).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(rows.get(1).get("uint64")).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(rows.get(1).getDouble("int32")).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void arraysAreListsOfLists() {
        ColumnarTable table = firstCycle("types-arrays");
        assertThat(table.row(0).getList("temperatures")).containsExactly(30.48, 15.77, 27.87, 25.21);
        assertThat(table.row(1).getList("matrix"))
                .isEqualTo(List.of(
                        List.of((short) -9, (short) 15, (short) 61), List.of((short) 95, (short) 47, (short) 29)));
        assertThat(table.values("names").get(0)).isEqualTo(List.of("xyz", "ab"));
        assertThat(table.values("flags")).hasSize(table.rowCount());
    }

    @Test
    void structsAreMapsInTheOrderOfTheirFields() {
        BattdatRecord record = firstCycle("types-complex-nested").row(2);
        assertThat(record.getStruct("inner")).containsExactly(Map.entry("x", 0.5), Map.entry("y", (short) -2));
        assertThat(record.getStruct("z8").keySet()).containsExactly("re", "im");
        assertThat(record.getStruct("z8")).containsEntry("im", -2f);
        assertThat(record.getStruct(3)).isEqualTo(record.get("inner"));
    }

    @Test
    void positionsAndNamesGiveTheSame() {
        BattdatRecord record = firstCycle("types-bool-text").row(0);
        assertThat(record.columnNames()).startsWith("cycle_number", "flag", "state");
        assertThat(record.getLong(0)).isEqualTo(record.getLong("cycle_number"));
        assertThat(record.getBoolean(1)).isTrue();
        assertThat(record.getString(2)).isEqualTo("discharging");
        assertThatThrownBy(() -> record.get(99)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> record.getString("State"))
                .isInstanceOf(MissingTableException.class)
                .hasMessageContaining("no column State")
                .hasMessageContaining("cycle_number, flag, state");
    }
}

package io.battdat.hdf5.write;

import io.battdat.column.Column;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Values of every type, and what a table of a file holds, as objects. */
public final class Rows {
    private Rows() {}

    /** A column of each type that is written. */
    static TableSpec everyType() {
        Map<String, ElementType> columns = new LinkedHashMap<>();
        columns.put("i8", StorageTypes.INT8);
        columns.put("i16", StorageTypes.INT16);
        columns.put("i32", StorageTypes.INT32);
        columns.put("i64", StorageTypes.INT64);
        columns.put("u8", StorageTypes.UINT8);
        columns.put("u16", StorageTypes.UINT16);
        columns.put("u32", StorageTypes.UINT32);
        columns.put("u64", StorageTypes.UINT64);
        columns.put("f16", StorageTypes.FLOAT16);
        columns.put("f32", StorageTypes.FLOAT32);
        columns.put("f64", StorageTypes.FLOAT64);
        columns.put("flag", StorageTypes.BOOL);
        columns.put("text", StorageTypes.text(13));
        columns.put("vector", StorageTypes.array(StorageTypes.FLOAT64, 3));
        columns.put("matrix", StorageTypes.array(StorageTypes.INT16, 2, 3));
        columns.put("words", StorageTypes.array(StorageTypes.text(4), 2));
        columns.put("flags", StorageTypes.array(StorageTypes.BOOL, 2));
        return new TableSpec(columns);
    }

    /** A row of {@link #everyType}: extremes in the first rows, then what varies with the row. */
    static Map<String, Object> everyType(int row) {
        boolean low = row == 0;
        boolean high = row == 1;
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("i8", low ? Byte.MIN_VALUE : high ? Byte.MAX_VALUE : (byte) row);
        values.put("i16", low ? Short.MIN_VALUE : high ? Short.MAX_VALUE : (short) -row);
        values.put("i32", low ? Integer.MIN_VALUE : high ? Integer.MAX_VALUE : row * 1_000);
        values.put("i64", low ? Long.MIN_VALUE : high ? Long.MAX_VALUE : row * -10_000_000_000L);
        values.put("u8", low ? (short) 0 : high ? (short) 255 : (short) (row % 256));
        values.put("u16", low ? 0 : high ? 65_535 : row);
        values.put("u32", low ? 0L : high ? 4_294_967_295L : 3_000_000_000L + row);
        values.put("u64", unsigned(low ? 0 : high ? -1 : Long.MIN_VALUE + row));
        values.put("f16", low ? -65_504f : high ? Float.NaN : (row % 2048) / 4f);
        values.put("f32", low ? Float.MIN_VALUE : high ? Float.NEGATIVE_INFINITY : row / 3f);
        values.put("f64", low ? -0.0 : high ? Double.NaN : row / 7.0);
        values.put("flag", row % 3 == 0);
        values.put("text", low ? "" : high ? "Ωmega-longes" : "row " + row);
        values.put("vector", List.of(row + 0.5, Double.NaN, -1.0 * row));
        values.put("matrix", List.of(List.of((short) row, (short) 1, (short) 2), List.of((short) 3, (short) 4, (short)
                -row)));
        values.put("words", List.of(row % 2 == 0 ? "" : "abcd", "x" + row % 100));
        values.put("flags", List.of(row % 2 == 0, row % 5 == 0));
        return values;
    }

    private static Object unsigned(long bits) {
        return new java.math.BigInteger(Long.toUnsignedString(bits));
    }

    /** Those rows as columns in the table's order. */
    static List<Column> columns(TableSpec spec, List<? extends Map<String, ?>> rows) {
        RowBuffer buffer = new RowBuffer("test", spec.columns());
        for (int row = 0; row < rows.size(); row++) {
            buffer.add(rows.get(row), row);
        }
        return buffer.columns();
    }

    static List<Map<String, Object>> everyType(int firstRow, int count) {
        return IntStream.range(firstRow, firstRow + count)
                .mapToObj(Rows::everyType)
                .toList();
    }

    /** All rows of a table, by column, read by the Java reader. */
    public static List<Map<String, Object>> read(Path path, String prefix, String name) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (BattdatFile file = BattdatFile.open(path)) {
            TableInfo table = file.table(prefix, name);
            List<Member> members = table.layout().members();
            List<Integer> all = IntStream.range(0, members.size()).boxed().toList();
            try (TableReader reader = new TableReader(file.input(), table, all, 0, table.rowCount())) {
                while (reader.next()) {
                    for (int row = 0; row < reader.rowCount(); row++) {
                        Map<String, Object> values = new LinkedHashMap<>();
                        for (int i = 0; i < members.size(); i++) {
                            values.put(members.get(i).name(), reader.column(i).value(row));
                        }
                        rows.add(values);
                    }
                }
            }
        }
        return rows;
    }
}

package io.battdat.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The first {@link CyclerRows} in memory, as one who writes has them: row by row, and in columns.
 *
 * @param rows each a map with a boxed value for each column
 * @param columns arrays of primitives by name
 */
record CyclerBatch(List<Map<String, Object>> rows, Map<String, Object> columns) {
    static CyclerBatch of(int count) {
        List<String> names = CyclerRows.COLUMNS;
        ByteBuffer bytes = ByteBuffer.allocate(names.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        CyclerRows values = new CyclerRows(BenchmarkTable.SEED);
        List<Map<String, Object>> rows = new ArrayList<>(count);
        Map<String, Object> columns = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            columns.put(names.get(i), i < CyclerRows.INTEGER_COLUMNS ? new long[count] : new double[count]);
        }
        for (int row = 0; row < count; row++) {
            bytes.clear();
            values.put(row, bytes);
            bytes.flip();
            Map<String, Object> map = new HashMap<>();
            for (String name : names) {
                if (columns.get(name) instanceof long[] longs) {
                    longs[row] = bytes.getLong();
                    map.put(name, longs[row]);
                } else {
                    double[] doubles = (double[]) columns.get(name);
                    doubles[row] = bytes.getDouble();
                    map.put(name, doubles[row]);
                }
            }
            rows.add(map);
        }
        return new CyclerBatch(rows, columns);
    }

    int size() {
        return rows.size();
    }
}

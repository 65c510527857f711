package io.battdat.streaming;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.metadata.ColumnSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cycles of several tables side by side, by the names that the user gave the tables. */
final class CycleItems implements Items<Map<String, ColumnarTable>> {
    private final String location;
    private final Map<String, TableCycles> tables;

    private CycleItems(String location, Map<String, TableCycles> tables) {
        this.location = location;
        this.tables = tables;
    }

    /** @param schemas the column schemas by the tables' names, as far as they are known */
    static CycleItems open(
            BattdatFile file,
            List<TableAddress> addresses,
            ColumnSelection selection,
            Map<String, ColumnSchema> schemas)
            throws IOException {
        List<TableInfo> infos = new ArrayList<>();
        for (TableAddress address : addresses) {
            infos.add(address.find(file));
        }
        selection.checkPresent(infos);
        Map<String, TableCycles> tables = new LinkedHashMap<>();
        CycleItems items = new CycleItems(file.location(), tables);
        try {
            for (int i = 0; i < infos.size(); i++) {
                String key = addresses.get(i).key();
                Optional<ColumnSchema> schema = Optional.ofNullable(schemas.get(key));
                tables.put(key, new TableCycles(file.input(), infos.get(i), selection, schema));
            }
            return items;
        } catch (RuntimeException | Error e) {
            items.close();
            throw e;
        }
    }

    /** As in Python, the table that ends first ends them all. */
    @Override
    public boolean hasNext() throws IOException {
        for (TableCycles table : tables.values()) {
            if (!table.hasNext()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Map<String, ColumnarTable> next() throws IOException {
        checkSameCycle();
        Map<String, ColumnarTable> cycle = new LinkedHashMap<>();
        for (Map.Entry<String, TableCycles> table : tables.entrySet()) {
            cycle.put(table.getKey(), table.getValue().next());
        }
        return cycle;
    }

    private void checkSameCycle() {
        CycleNumber first = null;
        boolean same = true;
        StringBuilder numbers = new StringBuilder();
        for (Map.Entry<String, TableCycles> table : tables.entrySet()) {
            CycleNumber number = table.getValue().number();
            numbers.append(' ').append(table.getKey()).append('=').append(number);
            same = same && (first == null || first.isSameAs(number));
            first = first == null ? number : first;
        }
        if (!same) {
            throw new CycleMismatchException(location + ": the tables' next cycles are not the same one:" + numbers
                    + ". Read the tables one by one, or repair " + TableCycles.CYCLE_NUMBER + " in the file.");
        }
    }

    @Override
    public void close() {
        tables.values().forEach(TableCycles::close);
    }
}

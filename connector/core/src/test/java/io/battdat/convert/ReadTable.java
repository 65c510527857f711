package io.battdat.convert;

import io.battdat.column.Column;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** All rows of a vendor table. */
record ReadTable(int rowCount, Map<String, Column> columns) {
    static ReadTable of(VendorTable table) throws IOException {
        Map<String, Column> all = new LinkedHashMap<>();
        table.columns().forEach((name, type) -> all.put(name, Column.create(type, 0)));
        int rows = 0;
        try (ColumnBatches batches = table.open()) {
            while (batches.next()) {
                if (!List.copyOf(batches.columns().keySet()).equals(List.copyOf(all.keySet()))) {
                    throw new AssertionError("columns " + batches.columns().keySet() + ", said to be " + all.keySet());
                }
                for (Map.Entry<String, Column> column : batches.columns().entrySet()) {
                    all.get(column.getKey()).copyRows(rows, column.getValue(), 0, batches.rowCount());
                }
                rows += batches.rowCount();
            }
        }
        return new ReadTable(rows, all);
    }

    /** One table of the cell that some files hold. */
    static ReadTable of(VendorFormat format, VendorOptions options, String table, List<? extends SourceFile> files)
            throws IOException {
        List<CellFiles> cells = format.group(files);
        if (cells.size() != 1) {
            throw new AssertionError("expected one cell, found " + cells);
        }
        for (VendorTable found : format.reader(cells.get(0), options).tables()) {
            if (found.name().equals(table)) {
                return of(found);
            }
        }
        throw new AssertionError("there is no table " + table);
    }

    List<Object> values(String column) {
        return IntStream.range(0, rowCount)
                .mapToObj(row -> columns.get(column).value(row))
                .toList();
    }
}

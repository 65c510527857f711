package io.battdat.convert;

import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.TextColumn;
import io.battdat.metadata.ColumnSchema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table that takes columns of one CSV file.
 *
 * @param onlyWith if given, rows in which this field is empty are left out
 */
record CsvTable(
        String name, ColumnSchema schema, SourceFile file, List<CsvColumn> csvColumns, Optional<String> onlyWith)
        implements VendorTable {
    @Override
    public Map<String, ColumnType> columns() {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        csvColumns.forEach(column -> types.put(column.name(), column.type()));
        return types;
    }

    @Override
    public long estimatedRows() throws IOException {
        return RowEstimate.of(List.of(file));
    }

    @Override
    public ColumnBatches open() throws IOException {
        FieldReader fields = FieldReader.openCsv(file);
        try {
            return new Batches(this, fields);
        } catch (RuntimeException e) {
            fields.close();
            throw e;
        }
    }

    private static final class Batches implements ColumnBatches {
        /** A batch with more bytes of text ends, however few its rows are. */
        private static final int BATCH_TEXT_BYTES = 4 << 20;

        private final FieldReader fields;
        private final int onlyWith;
        private final Map<String, Column> columns = new LinkedHashMap<>();
        private final Column[] targets;
        private final int[] positions;
        private final CsvColumn.Copy[] copies;
        private int rowCount;

        Batches(CsvTable table, FieldReader fields) {
            this.fields = fields;
            onlyWith = table.onlyWith.map(fields::column).orElse(-1);
            int count = table.csvColumns.size();
            targets = new Column[count];
            positions = new int[count];
            copies = new CsvColumn.Copy[count];
            for (int i = 0; i < count; i++) {
                CsvColumn column = table.csvColumns.get(i);
                positions[i] = fields.column(column.field());
                copies[i] = column.copy();
                targets[i] = Column.create(column.type(), BATCH_ROWS);
                columns.put(column.name(), targets[i]);
            }
        }

        @Override
        public boolean next() throws IOException {
            rowCount = 0;
            for (Column target : targets) {
                if (target instanceof TextColumn texts) {
                    texts.clear();
                }
            }
            long textBytes = 0;
            while (rowCount < BATCH_ROWS && textBytes < BATCH_TEXT_BYTES && fields.next()) {
                if (onlyWith < 0 || !fields.isMissing(onlyWith)) {
                    for (int i = 0; i < targets.length; i++) {
                        copies[i].copy(fields, positions[i], targets[i], rowCount);
                        if (targets[i] instanceof TextColumn texts) {
                            textBytes += texts.length(rowCount);
                        }
                    }
                    rowCount++;
                }
            }
            return rowCount > 0;
        }

        @Override
        public int rowCount() {
            return rowCount;
        }

        @Override
        public Map<String, Column> columns() {
            return columns;
        }

        @Override
        public void close() throws IOException {
            fields.close();
        }
    }
}

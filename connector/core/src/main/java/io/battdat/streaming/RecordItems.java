package io.battdat.streaming;

import io.battdat.column.Column;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a table. The reader overwrites its batch, so each is copied, in one go by column; records point into the
 * copy, which costs one small object a row.
 */
final class RecordItems implements Items<BattdatRecord> {
    private final TableColumns columns;
    private final TableReader reader;
    private ColumnarTable batch;
    private int nextRow;

    private RecordItems(TableColumns columns, TableReader reader) {
        this.columns = columns;
        this.reader = reader;
    }

    static RecordItems open(BattdatFile file, TableAddress address, ColumnSelection selection) throws IOException {
        TableInfo table = address.find(file);
        selection.checkPresent(List.of(table));
        List<Integer> members = selection.members(table);
        TableColumns columns = ColumnSelection.columns(table, members);
        return new RecordItems(columns, new TableReader(file.input(), table, members, 0, table.rowCount()));
    }

    @Override
    public boolean hasNext() throws IOException {
        while (batch == null || nextRow == batch.rowCount()) {
            if (!reader.next()) {
                return false;
            }
            batch = copyOfBatch();
            nextRow = 0;
        }
        return true;
    }

    private ColumnarTable copyOfBatch() {
        Column[] copies = columns.createColumns();
        for (int i = 0; i < copies.length; i++) {
            copies[i].copyRows(0, reader.column(i), 0, reader.rowCount());
        }
        return new ColumnarTable(columns, copies, reader.firstRow(), reader.rowCount(), Optional.empty());
    }

    @Override
    public BattdatRecord next() {
        return batch.row(nextRow++);
    }

    @Override
    public void close() {
        reader.close();
    }
}

package io.battdat.testing;

import io.battdat.column.Column;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import io.battdat.io.SeekableInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a table, read whole: what tests compare.
 *
 * @param rowCount rows that the reader gave
 * @param members positions of the columns in the table's layout
 * @param columns in the order of {@code members}
 */
public record TableContents(TableInfo table, int rowCount, List<Integer> members, List<Column> columns) {
    /** Reads a range of rows of some columns, and checks that batches follow each other without a gap. */
    public static TableContents read(
            SeekableInput input, TableInfo table, List<Integer> members, long firstRow, long endRow)
            throws IOException {
        List<Column> columns = new ArrayList<>();
        for (int member : members) {
            Member column = table.layout().members().get(member);
            columns.add(Column.create(TableReader.columnType(table, column), Math.toIntExact(endRow - firstRow)));
        }
        int rows = 0;
        try (TableReader reader = new TableReader(input, table, members, firstRow, endRow)) {
            while (reader.next()) {
                if (reader.firstRow() != firstRow + rows || reader.rowCount() <= 0) {
                    throw new AssertionError("a batch of " + reader.rowCount() + " rows at row " + reader.firstRow()
                            + " follows row " + (firstRow + rows));
                }
                for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).copyRows(rows, reader.column(i), 0, reader.rowCount());
                }
                rows += reader.rowCount();
            }
        }
        return new TableContents(table, rows, List.copyOf(members), columns);
    }

    /** Reads all rows of some columns. */
    public static TableContents read(SeekableInput input, TableInfo table, List<Integer> members) throws IOException {
        return read(input, table, members, 0, table.rowCount());
    }

    /** Reads all rows of all columns that can be decoded. */
    public static TableContents readAll(BattdatFile file, TableInfo table) throws IOException {
        return read(file.input(), table, decodable(table));
    }

    /** Positions of the members whose types can be decoded. */
    public static List<Integer> decodable(TableInfo table) {
        List<Integer> members = new ArrayList<>();
        for (int i = 0; i < table.layout().members().size(); i++) {
            if (table.layout().members().get(i).type().columnType().isPresent()) {
                members.add(i);
            }
        }
        return members;
    }

    /** The column at a position of the table's layout. */
    public Column column(int member) {
        return columns.get(members.indexOf(member));
    }

    /** The bytes of all rows of a column, as {@link ColumnBytes} packs them. */
    public byte[] bytes(int member) {
        return bytes(member, 0, rowCount);
    }

    /** The bytes of some rows of a column. */
    public byte[] bytes(int member, int firstRow, int endRow) {
        return ColumnBytes.pack(table.layout().members().get(member).type(), column(member), firstRow, endRow);
    }
}

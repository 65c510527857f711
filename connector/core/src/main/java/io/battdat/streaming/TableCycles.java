package io.battdat.streaming;

import io.battdat.MissingTableException;
import io.battdat.UnsupportedFormatException;
import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.ColumnType.Kind;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import io.battdat.io.SeekableInput;
import io.battdat.metadata.ColumnSchema;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The cycles of one table: runs of equal {@code cycle_number}, in file order. Holds one batch of the reader; a cycle
 * that is handed out is not kept.
 */
final class TableCycles implements Closeable {
    static final String CYCLE_NUMBER = "cycle_number";

    private static final String BY_ROWS =
            "read this one by rows (in Java: BattdatStreams.records; in Spark: splitOn=rows)";

    /** Some virtual machines cannot make the longest arrays that Java allows. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 16;

    /**
     * What a cycle may take of the memory that there is. A column that grows is there twice; and a damaged file of a few
     * kilobytes may declare a cycle of billions of rows, which must not cost other threads their memory.
     */
    private static final int MEMORY_SHARE = 4;

    private final TableInfo table;
    private final Optional<ColumnSchema> schema;
    private final TableColumns columns;
    private final TableReader reader;
    private final int numberPosition;
    private final int maxRows;

    /** The first row of the reader's batch that no cycle has yet. */
    private int nextRow;

    /**
     * @param input the table's file; stays open
     * @throws MissingTableException if the table has no column {@code cycle_number}
     */
    TableCycles(SeekableInput input, TableInfo table, ColumnSelection selection, Optional<ColumnSchema> schema) {
        this.table = table;
        this.schema = schema;
        int number = cycleNumberMember(table);
        List<Integer> members = new ArrayList<>(selection.members(table));
        this.columns = ColumnSelection.columns(table, members);
        if (!members.contains(number)) {
            members.add(number);
        }
        this.numberPosition = members.indexOf(number);
        int longest = 1;
        for (int i = 0; i < columns.names().size(); i++) {
            longest = Math.max(longest, columns.type(i).valuesPerRow());
        }
        this.maxRows = LONGEST_ARRAY / longest;
        this.reader = new TableReader(input, table, members, 0, table.rowCount());
    }

    /** Position of the column {@code cycle_number}, which must be there and number cycles. */
    static int cycleNumberMember(TableInfo table) {
        List<Member> members = table.layout().members();
        int number = table.layout()
                .indexOf(CYCLE_NUMBER)
                .orElseThrow(() -> new MissingTableException(table.file() + ": table " + table.path()
                        + ": it has no column " + CYCLE_NUMBER
                        + ", and so no cycles. Name the tables that have one, or "
                        + BY_ROWS + ". Its columns are: "
                        + String.join(", ", members.stream().map(Member::name).toList()) + "."));
        ColumnType type = TableReader.columnType(table, members.get(number));
        if (type.kind() == Kind.ARRAY || type.kind() == Kind.STRUCT) {
            throw new UnsupportedFormatException(
                    table.file(),
                    "table " + table.path() + ", column " + CYCLE_NUMBER,
                    "each row has " + (type.kind() == Kind.ARRAY ? "an " : "a ") + type
                            + " where one number or text is needed; " + BY_ROWS);
        }
        return number;
    }

    /** Whether there is another cycle; loads a batch if need be, but not the cycle. */
    boolean hasNext() throws IOException {
        while (nextRow == reader.rowCount()) {
            nextRow = 0;
            if (!reader.next()) {
                return false;
            }
        }
        return true;
    }

    /** The number of the next cycle; only if there is one. */
    CycleNumber number() {
        return new CycleNumber(reader.column(numberPosition).value(nextRow));
    }

    /** All rows of the next cycle; only if there is one. */
    ColumnarTable next() throws IOException {
        CycleNumber number = number();
        long firstRow = reader.firstRow() + nextRow;
        Column[] cycle = columns.createColumns();
        int rowCount = 0;
        do {
            int end = CycleRuns.endOfRun(reader.column(numberPosition), nextRow, reader.rowCount());
            if (end - nextRow > maxRows - rowCount) {
                throw tooLong(number, "it has more than " + maxRows + " rows, which fit into no Java array");
            }
            checkMemory(number, rowCount, cycle);
            for (int i = 0; i < cycle.length; i++) {
                cycle[i].copyRows(rowCount, reader.column(i), nextRow, end - nextRow);
            }
            rowCount += end - nextRow;
            nextRow = end;
            // only at the end of a batch may the cycle go on
        } while (nextRow == reader.rowCount() && hasNext() && number.isSameAs(number()));
        return new ColumnarTable(columns, cycle, firstRow, rowCount, schema);
    }

    private void checkMemory(CycleNumber number, int rowCount, Column[] cycle) {
        long held = Arrays.stream(cycle).mapToLong(Column::heldBytes).sum();
        long most = Runtime.getRuntime().maxMemory() / MEMORY_SHARE;
        if (held > most) {
            throw tooLong(
                    number,
                    "its first " + rowCount + " rows take " + (held >> 20) + " MiB, more than a quarter of the memory"
                            + " that this JVM may have (-Xmx)");
        }
    }

    private UnsupportedFormatException tooLong(CycleNumber number, String problem) {
        return new UnsupportedFormatException(
                table.file(),
                "table " + table.path() + ", cycle " + number,
                problem + ". Read the table with BattdatStreams.records");
    }

    String path() {
        return table.path();
    }

    @Override
    public void close() {
        reader.close();
    }
}

package io.battdat.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.testing.ExpectedTable;
import io.battdat.testing.TableContents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Some columns, or some rows, of every table are the same as in the whole table. */
class PartialReadTest {
    static List<ExpectedTable> tables() {
        return ReadableTables.small();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void readsEachColumnAloneAsAmongAll(ExpectedTable expected) throws IOException {
        try (BattdatFile file = BattdatFile.open(expected.file().path())) {
            TableInfo table = file.table(expected.prefix(), expected.name());
            TableContents whole = whole(file, expected, table);
            for (int member : whole.members()) {
                checkColumns(whole, TableContents.read(file.input(), table, List.of(member)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void readsColumnsInAnyOrder(ExpectedTable expected) throws IOException {
        try (BattdatFile file = BattdatFile.open(expected.file().path())) {
            TableInfo table = file.table(expected.prefix(), expected.name());
            TableContents whole = whole(file, expected, table);
            for (List<Integer> members : selections(whole.members())) {
                checkColumns(whole, TableContents.read(file.input(), table, members));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void readsAnyRangeOfRows(ExpectedTable expected) throws IOException {
        try (BattdatFile file = BattdatFile.open(expected.file().path())) {
            TableInfo table = file.table(expected.prefix(), expected.name());
            TableContents whole = whole(file, expected, table);
            List<Long> bounds = bounds(table);
            for (long first : bounds) {
                for (long end : bounds) {
                    if (first <= end) {
                        checkRange(file, whole, first, end);
                    }
                }
            }
        }
    }

    private static TableContents whole(BattdatFile file, ExpectedTable expected, TableInfo table) throws IOException {
        return TableContents.read(file.input(), table, ReadableTables.members(expected, table));
    }

    /** All columns backwards, and each column behind one that stands three further on. */
    private static List<List<Integer>> selections(List<Integer> members) {
        List<Integer> backwards = new ArrayList<>(members);
        Collections.reverse(backwards);
        List<List<Integer>> selections = new ArrayList<>(List.of(backwards));
        for (int i = 0; i < members.size(); i++) {
            selections.add(List.of(members.get((i + 3) % members.size()), members.get(i)));
        }
        return selections;
    }

    private static void checkColumns(TableContents whole, TableContents part) {
        assertThat(part.rowCount()).isEqualTo(whole.rowCount());
        for (int member : part.members()) {
            assertThat(part.bytes(member)).as("column " + member).isEqualTo(whole.bytes(member));
        }
    }

    /** Rows at, before and behind the bounds of chunks, at the ends, and in the middle. */
    private static List<Long> bounds(TableInfo table) {
        long rows = table.rowCount();
        long chunk = table.chunkRows();
        TreeSet<Long> bounds = new TreeSet<>(Arrays.asList(0L, 1L, rows / 2, rows / 2 + 1, rows - 1, rows));
        for (long bound : new long[] {chunk, (rows / 2 / chunk + 1) * chunk, (rows - 1) / chunk * chunk}) {
            bounds.addAll(List.of(bound - 1, bound, bound + 1));
        }
        return bounds.stream().filter(row -> row >= 0 && row <= rows).toList();
    }

    /** The slice is read as an executor reads it: with only the chunks that it needs. */
    private static void checkRange(BattdatFile file, TableContents whole, long first, long end) throws IOException {
        TableInfo table = whole.table();
        List<Integer> members = whole.members().stream().limit(6).toList();
        TableContents part = TableContents.read(file.input(), table.withChunksOf(first, end), members, first, end);
        assertThat(part.rowCount()).isEqualTo((int) (end - first));
        for (int member : members) {
            assertThat(part.bytes(member))
                    .as("column %d, rows %d to %d", member, first, end)
                    .isEqualTo(whole.bytes(member, (int) first, (int) end));
        }
    }
}

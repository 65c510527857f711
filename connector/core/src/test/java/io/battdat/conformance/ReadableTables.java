package io.battdat.conformance;

import io.battdat.hdf5.TableInfo;
import io.battdat.testing.ExpectedTable;
import io.battdat.testing.SampleFolder;
import io.battdat.testing.TableContents;
import java.util.List;

/** The tables of all sound files that the reader reads. */
final class ReadableTables {
    /** Rows up to which a table is small enough to be read over and over. */
    private static final long SMALL_ROWS = 20_000;

    private ReadableTables() {}

    static List<ExpectedTable> all() {
        return SampleFolder.soundFiles().stream()
                .flatMap(file -> file.tables().stream())
                .filter(table -> Refusal.ofStructure(table).isEmpty())
                .filter(table -> Refusal.ofRows(table).isEmpty())
                .toList();
    }

    static List<ExpectedTable> small() {
        return all().stream().filter(table -> table.rowCount() <= SMALL_ROWS).toList();
    }

    /** Positions of the columns of a table that are read. */
    static List<Integer> members(ExpectedTable expected, TableInfo table) {
        return TableContents.decodable(table).stream()
                .filter(member -> Refusal.ofColumn(
                                expected,
                                expected.column(
                                        table.layout().members().get(member).name()))
                        .isEmpty())
                .toList();
    }
}

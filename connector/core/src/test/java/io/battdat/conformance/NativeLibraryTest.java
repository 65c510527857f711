package io.battdat.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.testing.ExpectedTable;
import io.battdat.testing.TableContents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every table that is read has the same values, bit for bit, as the HDF5 C library finds. */
class NativeLibraryTest {
    /** The library that the Java bindings bring (1.14) does not read what HDF5 2.0 writes in its newest format. */
    private static final String NEWER_THAN_THE_LIBRARY = "hdf5-2.0-";

    /** Rows compared at both ends of a table that is too long to be kept. */
    private static final int ROWS_AT_AN_END = 100_000;

    private static final Tally TALLY = new Tally();

    /** Registered numbers below are HDF5's own. */
    private static final int LAST_FILTER_OF_THE_LIBRARY = 255;

    static List<ExpectedTable> tables() {
        return readByTheLibrary().filter(table -> !table.isOfOldRelease()).toList();
    }

    static List<ExpectedTable> tablesOfOldReleases() {
        return readByTheLibrary().filter(ExpectedTable::isOfOldRelease).toList();
    }

    private static Stream<ExpectedTable> readByTheLibrary() {
        return ReadableTables.all().stream()
                .filter(table -> !table.file().name().startsWith(NEWER_THAN_THE_LIBRARY))
                .filter(NativeLibraryTest::hasFiltersOfTheLibrary);
    }

    /** Filters of PyTables and h5py are plugins, which the library that the Java bindings bring is without. */
    private static boolean hasFiltersOfTheLibrary(ExpectedTable table) {
        return table.expected()
                .path("hdf5_layout")
                .path("filters")
                .valueStream()
                .allMatch(filter -> filter.get("id").asInt() <= LAST_FILTER_OF_THE_LIBRARY);
    }

    @AfterAll
    static void printTally() {
        System.out.println("HDF5 C library: " + TALLY);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void findsTheSameValues(ExpectedTable expected) throws IOException {
        try (BattdatFile file = BattdatFile.open(expected.file().path());
                NativeFile library = new NativeFile(expected.file().path())) {
            TableInfo table = file.table(expected.prefix(), expected.name());
            assertThat(table.rowCount()).isEqualTo(library.rowCount(table.path()));
            List<Integer> members = ReadableTables.members(expected, table).stream()
                    .filter(member -> hasItsBytesInTheRow(
                            table.layout().members().get(member).type()))
                    .toList();
            long rows = table.rowCount();
            if (rows <= 2 * ROWS_AT_AN_END) {
                compare(TableContents.read(file.input(), table, members), library, 0);
            } else {
                compare(TableContents.read(file.input(), table, members, 0, ROWS_AT_AN_END), library, 0);
                long first = rows - ROWS_AT_AN_END;
                compare(TableContents.read(file.input(), table, members, first, rows), library, first);
            }
            TALLY.compared(expected, members.size());
        }
    }

    /** The library knows the blocks that pandas made, and not the columns in them: these are cut out of its rows. */
    @ParameterizedTest
    @MethodSource("tablesOfOldReleases")
    void findsTheSameBytesInTheRowsOfOldReleases(ExpectedTable expected) throws IOException {
        try (BattdatFile file = BattdatFile.open(expected.file().path());
                NativeFile library = new NativeFile(expected.file().path())) {
            TableInfo table = file.table(expected.prefix(), expected.name());
            String dataset = dataset(library, expected.prefix(), expected.name());
            assertThat(table.rowCount()).isEqualTo(library.rowCount(dataset));
            byte[] rows = library.rows(dataset);
            TableContents contents = TableContents.readAll(file, table);
            assertThat(contents.members()).isNotEmpty();
            for (int i : contents.members()) {
                Member member = table.layout().members().get(i);
                ByteArrayOutputStream column = new ByteArrayOutputStream();
                for (int row = 0; row < contents.rowCount(); row++) {
                    column.write(
                            rows,
                            row * table.layout().rowBytes() + member.offset(),
                            member.type().bytes());
                }
                assertThat(contents.bytes(i)).as("column " + member.name()).isEqualTo(column.toByteArray());
            }
            TALLY.compared(expected, contents.members().size());
        }
    }

    /** Tables of old releases stand in the root under both names together, or in a group of the cell. */
    private static String dataset(NativeFile library, String prefix, String name) {
        if (prefix.equals(BattdatFile.ROOT)) {
            return name + "/table";
        }
        String together = prefix + "_" + name;
        return (library.has(together) ? together : prefix + "/" + name) + "/table";
    }

    /** Whether a column's bytes are those of the row: the library converts no times, and gives texts as pointers. */
    private static boolean hasItsBytesInTheRow(ElementType type) {
        if (type instanceof ElementType.Array array) {
            return hasItsBytesInTheRow(array.element());
        } else if (type instanceof ElementType.Compound compound) {
            return compound.members().stream().allMatch(member -> hasItsBytesInTheRow(member.type()));
        }
        return !(type instanceof ElementType.VariableText) && !type.equals(new ElementType.Time(Long.BYTES, false));
    }

    private static void compare(TableContents contents, NativeFile library, long firstRow) {
        String table = contents.table().path();
        // in its rows a text of variable length is a pointer, which is shorter than the reference in the file
        boolean offsetsAreTheLibrarys = contents.table().layout().members().stream()
                .map(Member::type)
                .allMatch(NativeLibraryTest::hasItsBytesInTheRow);
        for (int i : contents.members()) {
            Member member = contents.table().layout().members().get(i);
            if (offsetsAreTheLibrarys) {
                assertThat((long) member.offset())
                        .as("offset of " + member.name())
                        .isEqualTo(library.offset(table, member.name()));
            }
            assertThat(contents.bytes(i))
                    .as("column " + member.name())
                    .isEqualTo(library.column(table, member.name(), firstRow, contents.rowCount()));
        }
    }
}

package io.battdat.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.battdat.CorruptFileException;
import io.battdat.MissingTableException;
import io.battdat.UnsupportedFormatException;
import io.battdat.hdf5.BattdatFile.TableName;
import io.battdat.hdf5.read.TableReader;
import io.battdat.testing.Corpus;
import io.battdat.testing.SampleFolder;
import io.battdat.testing.TableContents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of releases before 0.4; that their values are right is for the conformance tests. */
class PandasTableTest {
    private static BattdatFile open(String fixture) throws IOException {
        return BattdatFile.open(SampleFolder.fixture(fixture));
    }

    private static Path damaged(String name) {
        return Corpus.fixtures().resolve("bad").resolve("pandas-" + name + ".h5");
    }

    @Test
    void takesPrefixesOutOfTheNamesOfGroups() throws IOException {
        try (BattdatFile file = open("pandas-prefixes")) {
            assertThat(file.tableNames())
                    .containsExactly(
                            new TableName("Zelle é", "raw_data"),
                            new TableName("/", "_eis_data"),
                            new TableName("cell_a", "cycle_stats"),
                            new TableName("cell_a", "raw_data"),
                            new TableName("lab", "raw_data"),
                            new TableName("/", "raw_data"));
            assertThat(file.prefixes()).containsExactly("/", "Zelle é", "cell_a", "lab");
            assertThat(file.tables("raw_data"))
                    .extracting(TableInfo::path, TableInfo::rowCount)
                    .containsExactly(
                            tuple("Zelle é/raw_data", 40L),
                            tuple("cell_a/raw_data", 30L),
                            tuple("lab/raw_data", 10L),
                            tuple("raw_data", 20L));
            for (TableName name : file.tableNames()) {
                assertThat(file.hasTable(name.prefix(), name.name())).isTrue();
                assertThat(file.isOfOldRelease(name.prefix(), name.name())).isTrue();
                assertThat(file.table(name.prefix(), name.name()).rowCount()).isPositive();
                assertThat(file.cellName(name.prefix())).isEqualTo(name.prefix().equals("/") ? "old" : name.prefix());
                assertThat(file.metadata(name.prefix()).version()).contains("0.3.4");
            }
        }
    }

    @Test
    void tellsWhereATableIsThatIsAskedForByItsGroup() throws IOException {
        try (BattdatFile file = open("pandas-prefixes")) {
            assertThatThrownBy(() -> file.table("/", "cell_a_raw_data"))
                    .isInstanceOf(UnsupportedFormatException.class)
                    .hasMessageContainingAll("table cell_a_raw_data", "a group", "holds the table cell_a/raw_data");
            assertThat(file.isOfOldRelease("/", "cell_a_raw_data")).isFalse();
            assertThat(file.hasTable("raw_data", "table")).isFalse();
            assertThatThrownBy(() -> file.table("raw_data", "table"))
                    .isInstanceOf(MissingTableException.class)
                    .hasMessageContaining("cell_a/raw_data, lab/raw_data, raw_data");
            assertThatThrownBy(() -> file.columnSchema("cell_b", "raw_data")).isInstanceOf(MissingTableException.class);
            assertThat(file.tables("table")).isEmpty();
        }
    }

    @Test
    void takesNothingElseForATableOfAnOldRelease() throws IOException {
        try (BattdatFile file = open("pandas-lookalikes")) {
            for (String group : List.of("raw_data", "cell_raw_data", "levels_raw_data", "series_raw_data")) {
                assertThat(file.hasTable(group, "table")).isTrue();
                assertThat(file.isOfOldRelease(group, "table")).isFalse();
                assertThat(file.isOfOldRelease("/", group)).isFalse();
            }
            for (String prefix : List.of("cell", "fixed", "levels", "series")) {
                assertThat(file.hasTable(prefix, "raw_data")).isFalse();
            }
            assertThat(file.table("raw_data", "table").layout())
                    .isEqualTo(file.table("cell_raw_data", "table").layout());
            for (String group : List.of("fixed_raw_data", "series_raw_data", "levels_raw_data", "cell_raw_data")) {
                assertThatThrownBy(() -> file.table("/", group))
                        .isInstanceOf(UnsupportedFormatException.class)
                        .hasMessageContainingAll("table " + group, "a group, not a table. pandas wrote it", "'table'");
            }
            assertThatThrownBy(() -> file.table("/", "raw_data"))
                    .isInstanceOf(UnsupportedFormatException.class)
                    .hasMessageEndingWith("it is a group, not a table");
        }
    }

    /** Else reading one column would decode its whole block. */
    @Test
    void makesAMemberOfEachColumnOfABlock() throws IOException {
        try (BattdatFile file = open("pandas-blocks")) {
            RecordLayout layout = file.table("/", "raw_data").layout();

            assertThat(layout.members())
                    .extracting(Member::name)
                    .containsExactly(
                            "test_time",
                            "cycle_number",
                            "voltage",
                            "state",
                            "current",
                            "charging",
                            "step_index",
                            "temperature",
                            "method");
            Member time = layout.members().get(0);
            assertThat(layout.members().get(2)).isEqualTo(new Member("voltage", time.offset() + 8, time.type()));
            assertThat(layout.members().get(7)).isEqualTo(new Member("temperature", time.offset() + 16, time.type()));
            assertThat(layout.rowBytes())
                    .as("with the row labels")
                    .isEqualTo(Long.BYTES
                            + layout.members().stream()
                                    .mapToInt(member -> member.type().bytes())
                                    .sum());
        }
    }

    @Test
    void findsTheSchemaOnTheGroup() throws IOException {
        try (BattdatFile with = open("pandas-blocks");
                BattdatFile without = open("pandas-uncompressed")) {
            assertThat(with.columnSchema("/", "raw_data").orElseThrow().column("voltage"))
                    .isPresent();
            assertThat(without.columnSchema("/", "raw_data")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "order-missing, non_index_axes of raw_data, no such attribute",
        "order-number, non_index_axes, no text of fixed length",
        "order-text, non_index_axes of raw_data, instruction",
        "order-rows, non_index_axes of raw_data, axis of columns",
        "order-numbers, non_index_axes of raw_data, no text",
        "order-short, non_index_axes of raw_data, lacks column state",
        "order-twice, non_index_axes of raw_data, column voltage twice",
        "order-more, non_index_axes of raw_data, 'column x twice, or no block'",
        "order-deep, non_index_axes of raw_data, deep",
        "order-itself, non_index_axes of raw_data, refers back",
        "order-cut, non_index_axes of raw_data, cut short",
        "order-call, non_index_axes of raw_data, nothing is run",
        "order-reduce, non_index_axes of raw_data, nothing is run",
        "blocks-missing, values_cols of raw_data, no such attribute",
        "blocks-unknown, values_cols of raw_data, no block values_block_3",
        "blocks-twice, values_cols of raw_data, block values_block_0 twice",
        "kind-missing, values_block_1_kind of raw_data/table, no such attribute",
        "kind-more, values_block_0_kind of raw_data/table, names 2 columns",
        "kind-none, values_block_0_kind of raw_data/table, names 0 columns",
        "kind-twice, values_block_1_kind of raw_data/table, cycle_number is in a block already",
        "kind-null, values_block_1_kind of raw_data/table, no text",
        "dtype-missing, values_block_1_dtype of raw_data/table, no such attribute"
    })
    void namesTheAttributeThatIsWrong(String name, String attribute, String problem) throws IOException {
        try (BattdatFile file = BattdatFile.open(damaged(name))) {
            assertThat(file.tableNames()).containsExactly(new TableName("/", "raw_data"));
            assertThatThrownBy(() -> file.table("/", "raw_data"))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContainingAll(
                            "pandas-" + name + ".h5: table raw_data, attribute " + attribute + ": ", problem);
        }
        assertThat(Path.of("battdat-pickle-was-run")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "dtype-time, voltage, pandas datetime64[ns]",
        "category, voltage, pandas category",
        "encoding, state, text in the encoding utf-16"
    })
    void readsTheOtherColumnsBesideValuesThatStandForSomethingElse(String name, String column, String type)
            throws IOException {
        try (BattdatFile file = BattdatFile.open(damaged(name))) {
            TableInfo table = file.table("/", "raw_data");
            int unread = table.layout().indexOf(column).orElseThrow();

            assertThat(TableContents.readAll(file, table).columns()).hasSize(2);
            assertThatThrownBy(() -> new TableReader(file.input(), table, List.of(unread), 0, 1))
                    .isInstanceOf(UnsupportedFormatException.class)
                    .hasMessageContainingAll("column " + column, "(" + type + ")");
        }
    }

    @Test
    void refusesToChooseBetweenTwoTablesOfOneName() throws IOException {
        try (BattdatFile file = BattdatFile.open(damaged("twice"))) {
            assertThat(file.tableNames()).containsExactly(new TableName("/", "raw_data"));
            assertThat(file.table("/", "raw_data").rowCount()).isEqualTo(20);
            assertThatThrownBy(() -> file.table("cell", "raw_data"))
                    .isInstanceOf(UnsupportedFormatException.class)
                    .hasMessageContainingAll(
                            "table cell/raw_data", "there twice", "as cell_raw_data", "Remove or rename");
            assertThatThrownBy(() -> file.tables("raw_data")).isInstanceOf(UnsupportedFormatException.class);
        }
    }
}

package io.battdat.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.metadata.ColumnSchema;
import io.battdat.testing.ExpectedColumn;
import io.battdat.testing.ExpectedTable;
import io.battdat.testing.SampleFolder;
import io.battdat.testing.SoundFile;
import io.battdat.testing.TableContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sound file holds what Python found in it: cells, tables, columns, values, metadata and schemas. What is not read
 * yet is refused by name.
 */
class SoundFilesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Tally TALLY = new Tally();

    static List<SoundFile> files() {
        return SampleFolder.soundFiles();
    }

    static List<ExpectedTable> tables() {
        return files().stream().flatMap(file -> file.tables().stream()).toList();
    }

    @AfterAll
    static void printTally() {
        List<String> folders =
                SampleFolder.all().stream().map(SampleFolder::name).toList();
        System.out.println("conformance with " + String.join(" and ", folders) + ": " + TALLY);
    }

    @Test
    void everyFileHasExpectedValues() throws IOException {
        for (SampleFolder folder : SampleFolder.all()) {
            Set<Path> known = files().stream()
                    .filter(file -> file.folder().equals(folder.name()))
                    .map(SoundFile::path)
                    .collect(Collectors.toSet());
            try (Stream<Path> found = Files.walk(folder.root())) {
                assertThat(found.filter(Files::isRegularFile)
                                .filter(path -> !path.startsWith(folder.root().resolve("bad")))
                                .filter(path -> path.toString().matches(".*\\.(h5|hdf)")))
                        .as("files of " + folder.name())
                        .containsExactlyInAnyOrderElementsOf(known);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void listsItsCellsAndTables(SoundFile sound) throws IOException {
        List<String> tables = sound.tables().stream()
                .filter(table -> !table.isNoTable())
                .map(ExpectedTable::path)
                .sorted()
                .toList();
        try (BattdatFile file = BattdatFile.open(sound.path())) {
            List<String> found = new ArrayList<>(
                    file.tableNames().stream().map(SoundFilesTest::path).toList());
            found.removeAll(softLinks(sound));
            assertThat(found).as("tables").containsExactlyElementsOf(tables);
            assertThat(file.prefixes()).as("prefixes").containsExactlyInAnyOrderElementsOf(prefixes(sound));
        }
    }

    /** What the files of old releases call prefixes of today are the groups of their tables. */
    private static Set<String> prefixes(SoundFile sound) {
        Stream<String> prefixes = sound.tables().stream().anyMatch(ExpectedTable::isOfOldRelease)
                ? sound.tables().stream().map(ExpectedTable::prefix)
                : sound.expected().get("prefixes").valueStream().map(JsonNode::asText);
        return prefixes.collect(Collectors.toSet());
    }

    /** Python's lists name tables by hard links; to the reader a soft link is as good a name. */
    private static Set<String> softLinks(SoundFile sound) {
        return sound.expected()
                .path("other_nodes")
                .valueStream()
                .filter(node -> node.get("kind").asText().equals("SoftLink"))
                .map(node -> node.get("path").asText())
                .collect(Collectors.toSet());
    }

    private static String path(BattdatFile.TableName table) {
        return table.prefix().equals(BattdatFile.ROOT) ? table.name() : table.prefix() + "/" + table.name();
    }

    @ParameterizedTest
    @MethodSource("files")
    void holdsTheMetadataThatPythonRead(SoundFile sound) throws IOException {
        JsonNode metadata = sound.expected().get("metadata");
        if (!metadata.isObject() || metadata.has("__unparsable__")) {
            return;
        }
        try (BattdatFile file = BattdatFile.open(sound.path())) {
            assertThat(MAPPER.readTree(file.metadataJson(BattdatFile.ROOT))).isEqualTo(metadata);
            for (String prefix : file.prefixes()) {
                assertThat(MAPPER.readTree(file.metadata(prefix).toJson()))
                        .as("metadata of " + prefix)
                        .isEqualTo(metadata);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void holdsTheSchemaThatPythonRead(ExpectedTable table) throws IOException {
        try (BattdatFile file = BattdatFile.open(table.file().path())) {
            JsonNode expected = table.expected().get("schema");
            Optional<ColumnSchema> schema = file.columnSchema(table.prefix(), table.name());
            assertThat(schema.isPresent()).isEqualTo(expected.isObject());
            if (schema.isPresent() && expected.has("extra_columns")) {
                assertThat(MAPPER.readTree(schema.get().toJson())).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void holdsTheRowsThatPythonRead(ExpectedTable table) throws IOException {
        try (BattdatFile file = BattdatFile.open(table.file().path())) {
            Optional<Refusal> structure = Refusal.ofStructure(table);
            if (structure.isPresent()) {
                structure.get().assertMadeBy(() -> file.table(table.prefix(), table.name()));
                TALLY.refusedTable(table);
                return;
            }
            TableInfo info = file.table(table.prefix(), table.name());
            checkLayout(table, info);
            Optional<Refusal> rows = Refusal.ofRows(table);
            if (rows.isPresent()) {
                rows.get().assertMadeBy(() -> TableContents.read(file.input(), info, anyReadableColumn(info)));
                TALLY.refusedTable(table);
            } else {
                checkRows(file, table, info);
            }
        }
    }

    /** A column that would be decoded, were it not for how the chunks are stored. */
    private static List<Integer> anyReadableColumn(TableInfo info) {
        return IntStream.range(0, info.layout().members().size())
                .filter(i -> info.layout().members().get(i).type().columnType().isPresent())
                .limit(1)
                .boxed()
                .toList();
    }

    private static void checkLayout(ExpectedTable table, TableInfo info) {
        assertThat(info.rowCount()).as("rows").isEqualTo(table.rowCount());
        boolean sameRowsAsInPython = table.columns().stream().noneMatch(ExpectedColumn::hasVariableText);
        if (sameRowsAsInPython) {
            assertThat(info.layout().rowBytes())
                    .as("row bytes")
                    .isEqualTo(table.expected().get("row_bytes").asInt());
        }
        // contiguous and compact tables have no chunks; PyTables makes a number up
        JsonNode chunk = table.expected().get("hdf5_layout").path("chunk");
        if (chunk.isArray()) {
            assertThat(info.chunkRows()).as("chunk rows").isEqualTo(chunk.get(0).asInt());
        }
        List<Member> members = info.layout().members();
        List<String> names = members.stream().map(Member::name).toList();
        List<String> namesByOffset = members.stream()
                .sorted(Comparator.comparingInt(Member::offset))
                .map(Member::name)
                .toList();
        // h5py lists columns in the order of the datatype, as the reader does; PyTables by their offsets
        assertThat(table.columns().stream().map(ExpectedColumn::name).toList())
                .as("columns")
                .isIn(names, namesByOffset);
        for (Member member : members) {
            ExpectedColumn column = table.column(member.name());
            if (!sameRowsAsInPython) {
                assertThat(member.type().columnType())
                        .as("type of " + column)
                        .isEqualTo(column.type().flatMap(ElementType::columnType));
                continue;
            }
            assertThat(member.offset()).as("offset of " + column).isEqualTo(column.offset());
            column.type()
                    .ifPresentOrElse(
                            type -> assertThat(member.type())
                                    .as("type of " + column)
                                    .isEqualTo(type),
                            () -> assertThat(member.type().columnType()).isEmpty());
        }
    }

    private static void checkRows(BattdatFile file, ExpectedTable table, TableInfo info) throws IOException {
        List<Integer> readable = new ArrayList<>();
        for (int i = 0; i < info.layout().members().size(); i++) {
            int member = i;
            String name = info.layout().members().get(i).name();
            Optional<Refusal> refusal = Refusal.ofColumn(table, table.column(name));
            if (refusal.isPresent()) {
                refusal.get().assertMadeBy(() -> TableContents.read(file.input(), info, List.of(member)));
                TALLY.refusedColumn();
            } else {
                readable.add(member);
            }
        }
        if (table.expected().has("ranges")) {
            for (JsonNode range : table.expected().get("ranges")) {
                long first = range.get("first_row").asLong();
                long end = first + range.get("rows").asLong();
                checkColumns(
                        TableContents.read(file.input(), info, readable, first, end),
                        new ExpectedTable(table.file(), table.path(), range));
            }
        } else {
            checkColumns(TableContents.read(file.input(), info, readable), table);
        }
        TALLY.compared(table, readable.size());
    }

    private static void checkColumns(TableContents contents, ExpectedTable expected) {
        for (int member : contents.members()) {
            ExpectedColumn column = expected.column(
                    contents.table().layout().members().get(member).name());
            try {
                new ExpectedValues(column, contents.column(member), contents.rowCount()).check();
            } catch (AssertionError e) {
                throw new AssertionError("column " + column + ": " + e.getMessage(), e);
            }
        }
    }
}

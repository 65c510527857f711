package io.battdat.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.write.StorageTypes;
import io.battdat.hdf5.write.WriteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Maps as values of a row: structs and complex numbers. */
class NestedRowsTest {
    @TempDir
    private Path folder;

    private static Map<String, Object> struct(Object... namesAndValues) {
        Map<String, Object> struct = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            struct.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return struct;
    }

    private List<ElementType> typesOf(Path path) throws IOException {
        try (BattdatFile file = BattdatFile.open(path)) {
            return file.table("/", "raw_data").layout().members().stream()
                    .map(member -> member.type())
                    .toList();
        }
    }

    @Test
    void mapsBecomeStructsWithFieldsInTheirOrder() throws IOException {
        Path path = folder.resolve("cell.h5");
        List<Map<String, Object>> rows = List.of(
                struct("z", 1L, "a", struct("text", "é", "values", List.of(1.0, 2.0))),
                struct("z", 2L, "a", struct("text", "longer", "values", List.of(3.0, 4.0))));
        try (HDF5Writer writer = HDF5Writer.open(path)) {
            for (Map<String, Object> row : rows) {
                writer.writeRow(Map.of("place", row));
            }
        }

        assertThat(typesOf(path))
                .containsExactly(StorageTypes.struct(types(
                        "z",
                        StorageTypes.INT64,
                        "a",
                        StorageTypes.struct(types(
                                "text",
                                StorageTypes.text(6),
                                "values",
                                StorageTypes.array(StorageTypes.FLOAT64, 2))))));
        try (RecordStream records = BattdatStreams.records(path)) {
            for (Map<String, Object> row : rows) {
                assertThat(records.next().get("place")).isEqualTo(row);
            }
        }
    }

    private static Map<String, ElementType> types(String first, ElementType one, String second, ElementType two) {
        Map<String, ElementType> types = new LinkedHashMap<>();
        types.put(first, one);
        types.put(second, two);
        return types;
    }

    @Test
    void twoFloatsOfRealAndImaginaryPartBecomeAComplexNumber() throws IOException {
        Path path = folder.resolve("cell.h5");
        try (HDF5Writer writer = HDF5Writer.open(path)) {
            writer.writeRow(Map.of(
                    "single", Map.of("im", 2f, "re", 1f),
                    "double", struct("im", 2, "re", 1.5),
                    "many", List.of(struct("re", 1.0, "im", 2.0), struct("re", null, "im", 4.0))));
        }

        try (BattdatFile file = BattdatFile.open(path)) {
            Map<String, ElementType> types = new LinkedHashMap<>();
            file.table("/", "raw_data").layout().members().forEach(member -> types.put(member.name(), member.type()));
            ElementType complex = StorageTypes.complex(StorageTypes.FLOAT64);
            assertThat(types)
                    .containsEntry("single", StorageTypes.complex(StorageTypes.FLOAT32))
                    .containsEntry("double", complex)
                    .containsEntry("many", StorageTypes.array(complex, 2));
        }
        try (RecordStream records = BattdatStreams.records(path)) {
            BattdatRecord record = records.next();
            assertThat(record.get("double")).isEqualTo(Map.of("re", 1.5, "im", 2.0));
            assertThat(record.get("many"))
                    .isEqualTo(List.of(Map.of("re", 1.0, "im", 2.0), Map.of("re", Double.NaN, "im", 4.0)));
        }
    }

    static Stream<Arguments> wrongFirstRows() {
        return Stream.of(
                Arguments.of(List.of(Map.of("a", 1), Map.of("b", 1)), "the map has the fields [b], the first one [a]"),
                Arguments.of(List.of(Map.of("a", 1), 2), "values of different kinds (numbers, maps)"),
                Arguments.of(List.of(Map.of(3, 1)), "needs a text as the name of each field"),
                Arguments.of(List.of(Map.of()), "needs a text as the name of each field"),
                Arguments.of(List.of(struct("a", "x"), struct("a", null)), "column x.a, row 1"),
                Arguments.of(List.of(Map.of("a/b", 1)), "column 'x.a/b', field 'a/b': this name cannot be used"),
                Arguments.of(List.of(List.of(Map.of("a", 1))), "PyTables opens no table with arrays of structs"));
    }

    @ParameterizedTest
    @MethodSource("wrongFirstRows")
    void firstRowsThatDoNotFitAreRefused(List<Object> values, String problem) throws IOException {
        Path path = folder.resolve("cell.h5");
        try (HDF5Writer writer = HDF5Writer.open(path)) {
            for (Object value : values) {
                writer.writeRow(struct("x", value));
            }
            assertThatThrownBy(writer::flush).isInstanceOf(WriteException.class).hasMessageContaining(problem);
            writer.abort();
        }

        assertThat(path).doesNotExist();
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                Arguments.of(3, "column x, row 1: expected a map with the fields a, b, found Integer 3"),
                Arguments.of(Map.of("a", 1), "column x, row 1: expected a map with the fields a, b, found a"),
                Arguments.of(Map.of("a", 1, "b", 300), "column x.b, row 1: 300 is outside -128 to 127"),
                Arguments.of(struct("a", null, "b", 3), "column x.a, row 1: the value is null"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void valuesThatDoNotFitAreRefusedAndOthersWritten(Object wrong, String problem) throws IOException {
        Path path = folder.resolve("cell.h5");
        ElementType type = StorageTypes.struct(types("a", StorageTypes.INT32, "b", StorageTypes.INT8));
        try (HDF5Writer first = HDF5Writer.open(path).column("x", type)) {
            first.writeRow(Map.of("x", Map.of("a", 1, "b", 2)));
        }
        try (HDF5Writer writer = HDF5Writer.open(path)) {
            assertThatThrownBy(() -> writer.writeRow(Map.of("x", wrong)))
                    .isInstanceOf(WriteException.class)
                    .hasMessageContaining(problem);
            writer.writeRow(Map.of("x", Map.of("a", 3, "b", 4)));
        }

        try (RecordStream records = BattdatStreams.records(path)) {
            records.next();
            assertThat(records.next().get("x")).isEqualTo(Map.of("a", 3, "b", (byte) 4));
            assertThat(records.hasNext()).isFalse();
        }
    }
}

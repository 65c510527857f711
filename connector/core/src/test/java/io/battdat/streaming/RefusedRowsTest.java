package io.battdat.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.write.StorageTypes;
import io.battdat.hdf5.write.WriteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A row that a column cannot hold is refused when it comes, and those after it are written. */
class RefusedRowsTest {
    private static final ElementType STATE = new ElementType.Enumeration(
            (ElementType.Number) StorageTypes.INT32, Map.of(-1L, "charging", 300L, "resting"));

    @TempDir
    private Path folder;

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(StorageTypes.FLOAT16, 1.5f, 70_000f, "beyond the range of float16"),
                Arguments.of(StorageTypes.FLOAT16, 1.5f, 65_520.0, "beyond the range of float16"),
                Arguments.of(StorageTypes.FLOAT32, 1.5f, 1e39, "beyond the range of float32"),
                Arguments.of(new ElementType.Time(4, false), 7, 7.5, "7.5 is no integer"),
                Arguments.of(new ElementType.Time(8, false), 7.5, Double.NaN, "no number of seconds"),
                Arguments.of(new ElementType.Time(8, true), -7.5, 2147483648.0, "no number of seconds"),
                Arguments.of(
                        STATE,
                        "resting",
                        "idle",
                        "'idle' is none of the labels of the column's enum (charging, resting)"),
                Arguments.of(STATE, "charging", null, "the value is null"),
                Arguments.of(StorageTypes.UINT8, (short) 7, 256, "outside 0 to 255"),
                Arguments.of(new ElementType.Text(3, true), "a\0", "a ", "ends with a space"),
                Arguments.of(StorageTypes.text(3), "a ", "a\0", "ends with a NUL"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void othersAreWritten(ElementType type, Object good, Object bad, String problem) throws IOException {
        Path path = folder.resolve("cell.h5");
        try (HDF5Writer first = HDF5Writer.open(path).column("x", type)) {
            first.writeRow(Map.of("x", good));
        }
        try (HDF5Writer writer = HDF5Writer.open(path).bufferSize(2)) {
            writer.writeRow(Map.of("x", good));
            assertThatThrownBy(() -> writer.writeRow(Collections.singletonMap("x", bad)))
                    .isInstanceOf(WriteException.class)
                    .hasMessageContaining("row 2")
                    .hasMessageContaining(problem);
            writer.writeRow(Map.of("x", good));
        }
        List<Object> found = new ArrayList<>();
        try (RecordStream records = BattdatStreams.records(path)) {
            records.forEachRemaining(row -> found.add(row.get("x")));
        }
        assertThat(found).containsExactly(good, good, good);
    }
}

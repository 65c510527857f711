package io.battdat.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.BattdatFile;
import io.battdat.metadata.ColumnInfo;
import io.battdat.metadata.ColumnSchema;
import io.battdat.metadata.StandardSchemas;
import io.battdat.testing.SampleFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas that tables get by default say what battdat's own files say. */
class HDF5WriterSchemasTest {
    @ParameterizedTest
    @ValueSource(strings = {"raw_data", "cycle_stats", "eis_data"})
    void standardSchemasAreBattdats(String table) throws IOException {
        Path path = SampleFolder.fixture("comp-blosc2-blosclz");
        ColumnSchema ours = StandardSchemas.forTable(table).orElseThrow();
        try (BattdatFile file = BattdatFile.open(path)) {
            ColumnSchema theirs = file.columnSchema("/", table).orElseThrow();
            assertThat(new ArrayList<>(ours.declaredColumns().keySet()))
                    .isEqualTo(new ArrayList<>(theirs.declaredColumns().keySet()));
            for (Map.Entry<String, ColumnInfo> column : theirs.declaredColumns().entrySet()) {
                ColumnInfo mine = ours.column(column.getKey()).orElseThrow();
                String theirWords = column.getValue().description();
                assertThat(mine.withDescription(theirWords)).as(column.getKey()).isEqualTo(column.getValue());
                assertThat(mine.description()).as(column.getKey()).isNotBlank().isNotEqualTo(theirWords);
            }
        }
    }

    @Test
    void otherTablesHaveNone() {
        assertThat(StandardSchemas.forTable("notes")).isEmpty();
    }
}

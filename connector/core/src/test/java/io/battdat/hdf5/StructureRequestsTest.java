package io.battdat.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.battdat.io.LocalInput;
import io.battdat.testing.Corpus;
import io.battdat.testing.CountingInput;
import io.battdat.testing.SampleFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Opening and planning a file costs storage a handful of requests, not one for each attribute. */
class StructureRequestsTest {
    @Test
    void plansASmallFileWithAFewRequests() throws IOException {
        assertThat(requestsToPlan(SampleFolder.fixture("comp-zlib-5"))).isEqualTo(1);
        assertThat(requestsToPlan(SampleFolder.fixture("attributes-dense-latest")))
                .isLessThanOrEqualTo(2);
        assertThat(requestsToPlan(SampleFolder.fixture("cells-many-dense-latest")))
                .isLessThanOrEqualTo(2);
        assertThat(requestsToPlan(SampleFolder.fixture("index-extensible-array-large")))
                .isLessThanOrEqualTo(2);
    }

    /** Several megabytes of chunks, with the nodes of their B-tree between them. */
    @Test
    void plansALargeFileWithAFewRequests() throws IOException {
        assertThat(requestsToPlan(corpus("midsize.h5"))).isLessThanOrEqualTo(4);
    }

    /** Two attributes for each of 171 columns. */
    @Test
    void plansAWideTableWithAFewRequests() throws IOException {
        assertThat(requestsToPlan(corpus("names-very-wide.h5"))).isLessThanOrEqualTo(2);
    }

    private static Path corpus(String name) {
        Optional<Path> corpus = Corpus.find();
        assumeThat(corpus).as("corpus of files, named by battdat.corpus").isPresent();
        return corpus.orElseThrow().resolve(name);
    }

    private static int requestsToPlan(Path path) throws IOException {
        CountingInput input = new CountingInput(LocalInput.open(path));
        try (BattdatFile file = BattdatFile.open(input)) {
            for (BattdatFile.TableName name : file.tableNames()) {
                assertThat(file.table(name.prefix(), name.name()).rowCount()).isPositive();
                assertThat(file.columnSchema(name.prefix(), name.name())).isPresent();
            }
            assertThat(file.metadata()).isNotNull();
        }
        return input.requests();
    }
}

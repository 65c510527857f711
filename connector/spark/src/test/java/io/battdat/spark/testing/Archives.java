package io.battdat.spark.testing;

import io.battdat.testing.Corpus;
import io.battdat.testing.SampleFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files to read, and directories of them. */
public final class Archives {
    /** Cells of {@link #sample()}. */
    public static final int SAMPLE_CELLS = 7;

    private Archives() {}

    /** The sample archive of this repository: four files of a cell each, and one of three cells. */
    public static Path sample() {
        return Corpus.repository().resolve("src-test-resources").resolve("sample-archive");
    }

    /** Copies a fixture, by its name without the ending. */
    public static Path copyFixture(String name, Path target) {
        return copy(SampleFolder.fixture(name), target);
    }

    /** Copies a file and makes the directories that it needs. */
    public static Path copy(Path source, Path target) {
        try {
            Files.createDirectories(target.getParent());
            return Files.copy(source, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.battdat.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the files that tests read are. */
public final class Corpus {
    private Corpus() {}

    /**
     * The reference corpus: the folder that the system property {@code battdat.corpus} or the environment variable
     * {@code BATTDAT_CORPUS} names, else {@code shared/corpus} beside the repository; empty if it is not there, as it
     * is not in a clone.
     *
     * @throws IllegalStateException if a folder is named and is not there: nobody names one to have it passed over
     */
    public static Optional<Path> find() {
        String named = System.getProperty("battdat.corpus", System.getenv("BATTDAT_CORPUS"));
        if (named != null && !Files.isDirectory(Path.of(named))) {
            throw new IllegalStateException("there is no corpus at " + named + ", which battdat.corpus names");
        }
        Path folder = named != null
                ? Path.of(named)
                : repository().resolveSibling("shared").resolve("corpus");
        return Optional.of(folder).filter(Files::isDirectory);
    }

    /** The root of this repository. */
    public static Path repository() {
        return Path.of(System.getProperty("battdat.repository", "."))
                .toAbsolutePath()
                .normalize();
    }

    /** The repository's own small files, made by a committed script. */
    public static Path fixtures() {
        return repository().resolve("src-test-resources").resolve("fixtures");
    }
}

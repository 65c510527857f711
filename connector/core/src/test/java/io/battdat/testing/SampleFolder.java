package io.battdat.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of files and of what a reader must find in them.
 *
 * @param name for the names of tests
 */
public record SampleFolder(String name, Path root) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DAMAGED = "bad.json";
    /** Lists of what the writers refuse, not of files. */
    private static final Set<String> NO_FILES = Set.of(DAMAGED, "refused.json", "refused-h5py.json");

    /** The repository's fixtures, which must be there, and the corpus where there is one. */
    public static List<SampleFolder> all() {
        Path fixtures = Corpus.fixtures();
        if (!Files.isDirectory(fixtures)) {
            throw new IllegalStateException("there are no fixtures at " + fixtures);
        }
        List<SampleFolder> folders = new ArrayList<>();
        folders.add(new SampleFolder("fixtures", fixtures));
        Corpus.find().ifPresent(corpus -> folders.add(new SampleFolder("corpus", corpus)));
        return folders;
    }

    /** The sound files of all folders, in the order of their names. */
    public static List<SoundFile> soundFiles() {
        return all().stream().flatMap(folder -> folder.sound().stream()).toList();
    }

    /** The damaged files of all folders. */
    public static List<DamagedFile> damagedFiles() {
        return all().stream().flatMap(folder -> folder.damaged().stream()).toList();
    }

    /** A fixture of the repository by its name without the ending. */
    public static Path fixture(String name) {
        return Corpus.fixtures().resolve(name + ".h5");
    }

    private List<SoundFile> sound() {
        try (Stream<Path> files = Files.list(root.resolve("expected"))) {
            return files.filter(file -> !NO_FILES.contains(file.getFileName().toString()))
                    .sorted()
                    .map(file -> soundFile(read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SoundFile soundFile(JsonNode expected) {
        Path file = root.resolve(expected.get("file").asText());
        Path vendorFile = root.resolve("vendor").resolve(file.getFileName());
        return new SoundFile(name, Files.exists(vendorFile) ? vendorFile : file, expected);
    }

    private List<DamagedFile> damaged() {
        JsonNode described = read(root.resolve("expected").resolve(DAMAGED));
        List<DamagedFile> files = new ArrayList<>();
        for (JsonNode damage : described.get("cases")) {
            files.add(new DamagedFile(
                    name,
                    root.resolve(damage.get("file").asText()),
                    damage.get("what").asText(),
                    DamagedFile.Due.parse(damage.get("expect").asText())));
        }
        return files;
    }

    private static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

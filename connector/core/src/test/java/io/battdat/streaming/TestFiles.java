package io.battdat.streaming;

import io.battdat.io.LocalInput;
import io.battdat.testing.CountingInput;
import io.battdat.testing.SampleFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Files that several tests here read, and how many of them are open. */
final class TestFiles {
    private TestFiles() {}

    static Path fixture(String name) {
        return SampleFolder.fixture(name);
    }

    static CountingInput counting(Path path) throws IOException {
        return new CountingInput(LocalInput.open(path));
    }

    /** The first cycle of a fixture, with the file closed again. */
    static ColumnarTable firstCycle(String name) {
        try (CycleStream cycles = BattdatStreams.cycles(fixture(name))) {
            return cycles.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often this process has a file open, as Linux counts. */
    static long openHandles(Path path) throws IOException {
        Path handles = Path.of("/proc/self/fd");
        Assumptions.assumeTrue(Files.isDirectory(handles), "open files can be counted");
        Path real = path.toRealPath();
        try (Stream<Path> links = Files.list(handles)) {
            return links.filter(link -> leadsTo(link, real)).count();
        }
    }

    private static boolean leadsTo(Path link, Path target) {
        try {
            return Files.readSymbolicLink(link).equals(target);
        } catch (IOException e) {
            // a handle that was closed while they were listed
            return false;
        }
    }
}

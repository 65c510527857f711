package io.battdat.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where generated tables are kept: the directory that is asked for, to be used again, or one that is deleted after. */
final class WorkDirectory implements AutoCloseable {
    private final Path path;
    private final boolean temporary;

    /** @param name empty for a temporary directory */
    WorkDirectory(String name) throws IOException {
        this.temporary = name.isEmpty();
        this.path = temporary ? Files.createTempDirectory("battdat-benchmark") : Files.createDirectories(Path.of(name));
    }

    Path path() {
        return path;
    }

    /** The battdat file with so many rows, written if it is not there yet. */
    Path battdatFile(long rows) throws IOException {
        Path file = path.resolve("battdat-" + rows + ".h5");
        if (!Files.exists(file)) {
            System.out.printf("Writing %,d rows to %s%n", rows, file);
            Path unfinished = path.resolve("battdat-" + rows + ".unfinished");
            Files.move(new BenchmarkTable(rows, BenchmarkTable.Storage.ZLIB_SHUFFLE).write(unfinished), file);
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            delete(path);
        }
    }

    /** Deletes a directory with all that is in it. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}

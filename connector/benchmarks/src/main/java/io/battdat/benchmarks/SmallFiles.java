package io.battdat.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An archive of many small battdat files. */
final class SmallFiles {
    /** Files that differ; the others are copies. */
    private static final int DIFFERENT = 20;

    private SmallFiles() {}

    /**
     * Written if it is not there yet.
     *
     * @param rows of the first file; each of the next ones has one more
     */
    static Path in(WorkDirectory directory, int files, long rows) throws IOException {
        Path archive = directory.path().resolve("small-" + files + "-" + rows);
        if (!Files.exists(archive)) {
            System.out.printf("Writing %,d files of about %,d rows to %s%n", files, rows, archive);
            Path unfinished = Files.createDirectories(directory.path().resolve("unfinished"));
            for (int i = 0; i < files; i++) {
                Path file = unfinished.resolve(name(i));
                if (i < DIFFERENT) {
                    new BenchmarkTable(rows + i, BenchmarkTable.Storage.ZLIB_SHUFFLE).write(file);
                } else {
                    Files.copy(unfinished.resolve(name(i % DIFFERENT)), file);
                }
            }
            Files.move(unfinished, archive);
        }
        return archive;
    }

    private static String name(int number) {
        return "cell-%05d.h5".formatted(number);
    }
}

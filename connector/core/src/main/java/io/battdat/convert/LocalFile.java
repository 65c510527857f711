package io.battdat.convert;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A file of the local file system. */
public record LocalFile(Path path, long length) implements SourceFile {
    /** @throws IOException if there is no such file */
    public static LocalFile of(Path path) throws IOException {
        return new LocalFile(path, Files.size(path));
    }

    /** The regular files in a directory and, if asked for, below it, in the order of their paths. */
    public static List<SourceFile> in(Path directory, boolean recursive) throws IOException {
        try (Stream<Path> walk = Files.walk(directory, recursive ? Integer.MAX_VALUE : 1)) {
            return walk.filter(Files::isRegularFile)
                    .sorted()
                    .<SourceFile>map(LocalFile::listed)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static LocalFile listed(Path path) {
        try {
            return of(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return path.getFileName().toString();
    }

    @Override
    public String location() {
        return path.toString();
    }

    @Override
    public String directory() {
        return path.getParent() == null ? "" : path.getParent().toString();
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }
}

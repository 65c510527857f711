package io.battdat.spark.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a local directory holds, also hidden, to compare with what it holds later. */
public final class DirectoryContents {
    private DirectoryContents() {}

    /**
     * Digests of files, and nothing for directories, by paths below the directory; null if it is not there. Checksums that
     * Hadoop keeps beside its own files on local disks are left out.
     */
    public static SortedMap<String, String> of(Path directory) {
        if (!Files.exists(directory)) {
            return null;
        }
        SortedMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (!path.getFileName().toString().endsWith(".crc")) {
                    contents.put(directory.relativize(path).toString(), Files.isDirectory(path) ? "" : digest(path));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    /** As {@link #of}, without the directory where committers keep what is not committed. */
    public static SortedMap<String, String> committed(Path directory) {
        SortedMap<String, String> contents = of(directory);
        contents.keySet().removeIf(path -> path.startsWith("_temporary"));
        return contents;
    }

    /** Paths below a directory whose last name begins so. */
    public static List<String> named(Path directory, String start) {
        return of(directory).keySet().stream()
                .filter(path -> Path.of(path).getFileName().toString().startsWith(start))
                .toList();
    }

    private static String digest(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

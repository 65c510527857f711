package io.battdat.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.hdf5.write.StorageTypes;
import io.battdat.testing.ColumnBytes;
import io.battdat.testing.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** The repository's own vendor files, and what battdat makes of them. */
final class VendorFixtures {
    private VendorFixtures() {}

    static LocalFile file(String name) {
        return local(Corpus.repository().resolve("src-test-resources/vendor").resolve(name));
    }

    static LocalFile local(Path path) {
        try {
            return LocalFile.of(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode expected() throws IOException {
        return new ObjectMapper().readTree(file("expected.json").path().toFile());
    }

    /** A file of these bytes, for what no cycler writes. */
    static LocalFile write(Path folder, String name, String text) throws IOException {
        return local(Files.write(folder.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Of texts joined by newlines, or of packed little-endian values. */
    static String sha256(ReadTable table, String name) {
        Column column = table.columns().get(name);
        byte[] bytes = column.type().equals(ColumnType.TEXT)
                ? table.values(name).stream()
                        .map(String.class::cast)
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8)
                : ColumnBytes.pack(StorageTypes.of(column.type()), column, table.rowCount());
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

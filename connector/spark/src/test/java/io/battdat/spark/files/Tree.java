package io.battdat.spark.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Makes files for tests to list. */
final class Tree {
    private final Path root;

    Tree(Path root) {
        this.root = root;
    }

    /** Files of one line each, with the directories they need. */
    Tree files(String... names) {
        for (String name : names) {
            write(name, "line");
        }
        return this;
    }

    Tree empty(String name) {
        write(name, "");
        return this;
    }

    Tree directory(String name) {
        try {
            Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Tree modified(String name, Instant time) {
        files(name);
        try {
            Files.setLastModifiedTime(root.resolve(name), FileTime.from(time));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A path without scheme below the root, as a user would give it; a glob too. */
    String at(String name) {
        return name.isEmpty() ? root.toString() : root + "/" + name;
    }

    /** A path as a listing gives it. */
    String listed(String name) {
        return "file:" + at(name);
    }

    Path path(String name) {
        return root.resolve(name);
    }

    private void write(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

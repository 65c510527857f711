package io.battdat.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;

/** A sound file and what a reader must find in it. */
public record SoundFile(String folder, Path path, JsonNode expected) {
    /** The name without folder, for messages and lists. */
    public String name() {
        return path.getFileName().toString();
    }

    /** The tables, in the order of the expected values. */
    public List<ExpectedTable> tables() {
        return expected.get("tables").properties().stream()
                .map(table -> OldRelease.wrote(table.getValue())
                        ? OldRelease.table(this, table.getValue())
                        : new ExpectedTable(this, table.getKey(), table.getValue()))
                .toList();
    }

    @Override
    public String toString() {
        return folder + " " + name();
    }
}

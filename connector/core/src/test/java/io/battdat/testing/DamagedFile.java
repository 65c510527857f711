package io.battdat.testing;

import java.nio.file.Path;
import java.util.Locale;

/** A damaged or hostile file, what is wrong with it, and what is due from a reader. */
public record DamagedFile(String folder, Path path, String damage, Due due) {
    /** What a reader should do, as {@code bad.json} explains it. */
    public enum Due {
        /** Report an error and pass no rows off as sound. */
        ERROR,
        /** Read the rows, which are intact. */
        READABLE,
        /** Either of these. */
        EITHER,
        /** Read the rows, and report an error where metadata or schema are asked for. */
        METADATA_ERROR;

        static Due parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    public String name() {
        return path.getFileName().toString();
    }

    @Override
    public String toString() {
        return folder + " " + name() + " (" + damage + "): " + due;
    }
}

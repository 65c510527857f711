package io.battdat.streaming;

import io.battdat.hdf5.BattdatFile;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Where a stream's file comes from. */
final class FileSource {
    /** Opens the file, or gives the one that is open. */
    private interface Opening {
        BattdatFile open() throws IOException;
    }

    private final String location;
    private final Opening opening;
    private final boolean owned;

    private FileSource(String location, boolean owned, Opening opening) {
        this.location = location;
        this.opening = opening;
        this.owned = owned;
    }

    static FileSource of(Path path) {
        return new FileSource(path.toString(), true, () -> BattdatFile.open(path));
    }

    static FileSource of(org.apache.hadoop.fs.Path path, Configuration configuration) {
        return new FileSource(path.toString(), true, () -> BattdatFile.open(path, configuration));
    }

    static FileSource of(BattdatFile file) {
        return new FileSource(file.location(), false, () -> file);
    }

    /** The path or URI, for messages. */
    String location() {
        return location;
    }

    BattdatFile open() throws IOException {
        return opening.open();
    }

    /** Whether the stream that opens the file closes it too; a file that was open before stays open. */
    boolean isOwned() {
        return owned;
    }
}

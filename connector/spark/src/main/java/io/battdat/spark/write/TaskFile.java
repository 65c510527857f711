package io.battdat.spark.write;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.write.Hdf5OutputFile;
import io.battdat.hdf5.write.WriteMode;
import io.battdat.metadata.BatteryMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that a task is writing: new, or one of the target with something added. */
final class TaskFile {
    private final TaskStorage storage;
    private final WrittenFile written;
    private final Path local;
    private final Hdf5OutputFile file;

    private TaskFile(TaskStorage storage, WrittenFile written, Path local, Hdf5OutputFile file) {
        this.storage = storage;
        this.written = written;
        this.local = local;
        this.file = file;
    }

    /**
     * A new file.
     *
     * @param prefix the group that the metadata is for
     */
    static TaskFile create(TaskStorage storage, WrittenFile written, String prefix, Optional<BatteryMetadata> metadata)
            throws IOException {
        Path local = storage.local(workPath(written));
        return new TaskFile(storage, written, local, Hdf5OutputFile.open(local, WriteMode.CREATE, prefix, metadata));
    }

    /** A copy of the target's file, to add to. */
    static TaskFile extend(TaskStorage storage, WrittenFile written) throws IOException {
        Path local = storage.local(workPath(written));
        storage.fetch(written.relative(), local);
        Hdf5OutputFile file = Hdf5OutputFile.open(local, WriteMode.APPEND, BattdatFile.ROOT, Optional.empty());
        return new TaskFile(storage, written, local, file);
    }

    private static String workPath(WrittenFile written) {
        return written.staged() == null ? written.relative() : written.staged();
    }

    WrittenFile written() {
        return written;
    }

    Hdf5OutputFile file() {
        return file;
    }

    /**
     * Finishes the file and hands it to the committer.
     *
     * @return its size in bytes
     */
    long finish() throws IOException {
        file.close();
        long bytes = Files.size(local);
        publish();
        return bytes;
    }

    /** Where a closed file is, until it is published. */
    Path local() {
        return local;
    }

    /** Hands a closed file to the committer. */
    void publish() throws IOException {
        storage.publish(local, workPath(written));
    }

    void abort() throws IOException {
        file.abort();
    }
}

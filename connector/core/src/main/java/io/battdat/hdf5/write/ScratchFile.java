package io.battdat.hdf5.write;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.UUID;

/** The hidden file beside a target that is written in its place, and takes its name at the end. */
final class ScratchFile {
    private final Path target;
    private final WriteMode mode;
    private final Path path;
    private final Optional<Stamp> original;

    /** What an appended file looked like when it was copied, to notice that someone else changed it meanwhile. */
    private record Stamp(long bytes, FileTime modified) {
        static Stamp of(Path file) throws IOException {
            return new Stamp(Files.size(file), Files.getLastModifiedTime(file));
        }
    }

    private ScratchFile(Path target, WriteMode mode, Path path, Optional<Stamp> original) {
        this.target = target;
        this.mode = mode;
        this.path = path;
        this.original = original;
    }

    /**
     * Chooses a name, and copies a file that is to be appended to.
     *
     * @throws FileAlreadyExistsException if the mode is {@link WriteMode#CREATE} and the file is there
     */
    static ScratchFile make(Path file, WriteMode mode) throws IOException {
        boolean exists = Files.exists(file);
        if (exists && mode == WriteMode.CREATE) {
            throw new FileAlreadyExistsException(
                    file.toString(),
                    null,
                    "mode CREATE makes a new file; choose TRUNCATE or APPEND for one that is there");
        }
        // A link to the file stays a link.
        Path target = exists ? file.toRealPath() : file.toAbsolutePath();
        Path path = target.resolveSibling(".battdat-" + UUID.randomUUID() + ".tmp");
        if (!exists || mode != WriteMode.APPEND) {
            return new ScratchFile(target, mode, path, Optional.empty());
        }
        Stamp original = Stamp.of(target);
        try {
            Files.copy(target, path, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
        return new ScratchFile(target, mode, path, Optional.of(original));
    }

    /** The file as its user named it. */
    Path target() {
        return target;
    }

    Path path() {
        return path;
    }

    /** Whether it begins as a copy of the target; else it is to be made. */
    boolean isCopy() {
        return original.isPresent();
    }

    /**
     * Puts the file in its place, at once.
     *
     * @throws IOException if that fails, or if someone else changed the target since it was copied
     */
    void moveToTarget() throws IOException {
        if (original.isPresent() && !(Files.exists(target) && original.get().equals(Stamp.of(target)))) {
            throw new IOException(target + " was changed by someone else while rows were appended to it; their changes"
                    + " were kept, the rows were not written. Append again");
        }
        if (mode != WriteMode.CREATE && Files.exists(target)) {
            // Else a power failure could leave an empty file in place of the old one.
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
        if (mode == WriteMode.CREATE) {
            Files.move(path, target);
        } else {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Gives it up. */
    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}

package io.battdat.spark.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Puts a file into the place of another in one step, as each kind of file system does that. */
public final class FileSwap {
    private FileSwap() {}

    /**
     * Moves {@code source} to {@code target}, which may be there or not. At every moment readers find the old file or the
     * new one, whole; only a file system that cannot rename over a file has none for a moment.
     *
     * @throws IOException if that fails; the target is as it was, then
     */
    public static void replace(FileSystem fileSystem, Path source, Path target, Configuration configuration)
            throws IOException {
        if (fileSystem instanceof LocalFileSystem local) {
            replaceLocal(local, source, target);
        } else if (appearsWhole(fileSystem, target)) {
            try (InputStream input = fileSystem.open(source)) {
                writeObject(fileSystem, target, input::transferTo);
            }
        } else {
            rename(fileSystem, source, target, configuration);
        }
    }

    private static void replaceLocal(LocalFileSystem fileSystem, Path source, Path target) throws IOException {
        // the checksum that Hadoop may have kept of the old file would make the new one a damaged one, and its own
        // would
        // be left over
        fileSystem.getRawFileSystem().delete(fileSystem.getChecksumFile(target), false);
        fileSystem.getRawFileSystem().delete(fileSystem.getChecksumFile(source), false);
        Files.move(
                java.nio.file.Path.of(source.toUri().getPath()),
                java.nio.file.Path.of(target.toUri().getPath()),
                StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Whether a file appears when its last byte has come, in the place of one that may be there, so that it can be written
     * under its own name: in stores such as S3, where renaming is a copy.
     */
    public static boolean appearsWhole(FileSystem fileSystem, Path target) throws IOException {
        return fileSystem.hasPathCapability(target, CommonPathCapabilities.ABORTABLE_STREAM);
    }

    /** Writes what a file holds. */
    public interface Contents {
        void writeTo(OutputStream output) throws IOException;
    }

    /** Writes a file that {@link #appearsWhole}; if that fails, what was there stays. */
    public static void writeObject(FileSystem fileSystem, Path target, Contents contents) throws IOException {
        try (FSDataOutputStream output = fileSystem.create(target, true)) {
            try {
                contents.writeTo(output);
            } catch (IOException | RuntimeException e) {
                // closing would make an object of what has come so far
                output.abort();
                throw e;
            }
        }
    }

    private static void rename(FileSystem fileSystem, Path source, Path target, Configuration configuration)
            throws IOException {
        FileContext context;
        try {
            context = FileContext.getFileContext(fileSystem.getUri(), configuration);
        } catch (UnsupportedFileSystemException e) {
            renameInTwoSteps(fileSystem, source, target);
            return;
        }
        context.rename(source, target, Options.Rename.OVERWRITE);
    }

    /** For file systems that cannot rename over a file: no reader finds the file in between, but none of it is lost. */
    private static void renameInTwoSteps(FileSystem fileSystem, Path source, Path target) throws IOException {
        if (!fileSystem.exists(target)) {
            rename(fileSystem, source, target);
            return;
        }
        Path old = source.suffix(".replaced");
        rename(fileSystem, target, old);
        try {
            rename(fileSystem, source, target);
        } catch (IOException | RuntimeException e) {
            rename(fileSystem, old, target);
            throw e;
        }
    }

    private static void rename(FileSystem fileSystem, Path source, Path target) throws IOException {
        if (!fileSystem.rename(source, target)) {
            throw new IOException(source + " could not be renamed to " + target);
        }
    }
}

package io.battdat.spark.convert;

import io.battdat.spark.convert.FileReport.TargetReport;
import io.battdat.spark.files.FileSwap;
import io.battdat.spark.write.LocalScratch;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.LocalFileSystem;

/**
 * Where a task makes its files, and how they get to the target. Files are made on a local disk: beside the target's if the
 * target is on one, so that a move is all that is left to do; else they are uploaded under a hidden name, and renamed.
 */
final class Workspace implements Closeable {
    /** Below the target; hidden from readers. Emptied by each run. */
    static final String WORK = "work";

    private final org.apache.hadoop.fs.Path target;
    private final FileSystem targetSystem;
    private final Configuration configuration;
    private final org.apache.hadoop.fs.Path uploads;
    private final Path scratch;

    private Workspace(
            org.apache.hadoop.fs.Path target,
            FileSystem targetSystem,
            Configuration configuration,
            org.apache.hadoop.fs.Path uploads,
            Path scratch) {
        this.target = target;
        this.targetSystem = targetSystem;
        this.configuration = configuration;
        this.uploads = uploads;
        this.scratch = scratch;
    }

    static Workspace open(String targetDirectory, Configuration configuration) throws IOException {
        org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(targetDirectory);
        FileSystem system = target.getFileSystem(configuration);
        org.apache.hadoop.fs.Path uploads =
                new org.apache.hadoop.fs.Path(Ledger.directory(target), WORK + "/" + UUID.randomUUID());
        Path scratch = system instanceof LocalFileSystem
                ? Files.createDirectories(Path.of(uploads.toUri().getPath()))
                : Files.createTempDirectory(LocalScratch.directory(), "battdat-");
        return new Workspace(target, system, configuration, uploads, scratch);
    }

    /** A new directory in scratch, for one unit. */
    Path begin() throws IOException {
        return Files.createTempDirectory(scratch, "unit-");
    }

    /** A message with the place of files in the target instead of that in scratch. */
    String named(String message) {
        return message.replaceAll(Pattern.quote(scratch + "/") + "unit-[0-9]+", Matcher.quoteReplacement(target + ""));
    }

    /**
     * Moves a finished file into its place, in one step.
     *
     * @param relative path below the target
     * @return its length and time of modification
     */
    TargetReport publish(Path file, String relative) throws IOException {
        long bytes = Files.size(file);
        org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(target, relative);
        targetSystem.mkdirs(place.getParent());
        if (targetSystem instanceof LocalFileSystem) {
            FileSwap.replace(targetSystem, new org.apache.hadoop.fs.Path(file.toUri()), place, configuration);
        } else if (FileSwap.appearsWhole(targetSystem, place)) {
            FileSwap.writeObject(targetSystem, place, output -> Files.copy(file, output));
        } else {
            org.apache.hadoop.fs.Path upload =
                    new org.apache.hadoop.fs.Path(uploads, UUID.randomUUID().toString());
            try (OutputStream output = targetSystem.create(upload, true)) {
                Files.copy(file, output);
            }
            FileSwap.replace(targetSystem, upload, place, configuration);
        }
        FileStatus stored = targetSystem.getFileStatus(place);
        if (stored.getLen() != bytes) {
            throw new IOException(place + " has " + stored.getLen() + " bytes after it was written, not " + bytes);
        }
        return new TargetReport(relative, bytes, stored.getModificationTime());
    }

    /** Deletes what a unit left in scratch. */
    void end(Path directory) {
        FileUtil.fullyDelete(directory.toFile());
    }

    @Override
    public void close() throws IOException {
        FileUtil.fullyDelete(scratch.toFile());
        targetSystem.delete(uploads, true);
    }
}

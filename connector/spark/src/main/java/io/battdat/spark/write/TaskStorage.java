package io.battdat.spark.write;

import io.battdat.spark.write.HadoopCommit.Committer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/**
 * Where a task's files are while they are written: the HDF5 library writes to local disks only. Where the target is on
 * one, files are written in the committer's directory at once, else in a directory of Spark's local ones, and uploaded.
 */
final class TaskStorage implements Closeable {
    private final FileSystem targetSystem;
    private final org.apache.hadoop.fs.Path target;
    /** Not always the target's: S3A's staging committers upload files from a local disk themselves. */
    private final FileSystem workSystem;

    private final org.apache.hadoop.fs.Path work;
    private final Optional<org.apache.hadoop.fs.Path> jobDirectory;
    /** Null where none is needed. */
    private final Path scratch;

    private TaskStorage(
            FileSystem targetSystem,
            org.apache.hadoop.fs.Path target,
            FileSystem workSystem,
            org.apache.hadoop.fs.Path work,
            Optional<org.apache.hadoop.fs.Path> jobDirectory,
            Path scratch) {
        this.targetSystem = targetSystem;
        this.target = target;
        this.workSystem = workSystem;
        this.work = work;
        this.jobDirectory = jobDirectory;
        this.scratch = scratch;
    }

    static TaskStorage open(WriteJob job, Committer committer, Configuration configuration) throws IOException {
        return open(job.target(), committer.workPath(), committer.jobDirectory(), configuration);
    }

    /** Of a task that no committer knows: what it writes is seen below the target at once. */
    static TaskStorage open(String target, Configuration configuration) throws IOException {
        return open(target, new org.apache.hadoop.fs.Path(target), Optional.empty(), configuration);
    }

    private static TaskStorage open(
            String targetPath,
            org.apache.hadoop.fs.Path work,
            Optional<org.apache.hadoop.fs.Path> jobDirectory,
            Configuration configuration)
            throws IOException {
        org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(targetPath);
        FileSystem workSystem = work.getFileSystem(configuration);
        Path scratch = workSystem instanceof LocalFileSystem
                ? null
                : Files.createTempDirectory(LocalScratch.directory(), "battdat-");
        return new TaskStorage(target.getFileSystem(configuration), target, workSystem, work, jobDirectory, scratch);
    }

    /** A message with the places of files in the target instead of those where they are written. */
    String named(String message) {
        String local = scratch == null ? work.toUri().getPath() : scratch.toString();
        return message.replaceAll(
                Pattern.quote(local + "/") + "(" + CellTables.STAGED + "[0-9a-f-]+/)?",
                Matcher.quoteReplacement(target + "/"));
    }

    /** Where to write a file, whose directories are made; it is not there yet. */
    Path local(String relative) throws IOException {
        checkJob();
        Path local = scratch == null ? localPath(work, relative) : scratch.resolve(relative);
        Files.createDirectories(local.getParent());
        return local;
    }

    /** A task can outlive its job, and must not make the directories again that the job has tidied away. */
    private void checkJob() throws IOException {
        TaskContext task = TaskContext.get();
        if (task != null && task.isInterrupted()) {
            throw new TaskKilledException();
        }
        if (jobDirectory.isPresent() && !workSystem.exists(jobDirectory.get())) {
            throw new IOException("the write to " + target + " was given up: " + jobDirectory.get() + " is gone");
        }
    }

    private static Path localPath(org.apache.hadoop.fs.Path directory, String relative) {
        return Path.of(directory.toUri().getPath()).resolve(relative);
    }

    /** Copies a file of the target to where it will be written. */
    void fetch(String targetRelative, Path local) throws IOException {
        if (targetSystem instanceof LocalFileSystem) {
            Files.copy(localPath(target, targetRelative), local);
            return;
        }
        try (InputStream input = targetSystem.open(new org.apache.hadoop.fs.Path(target, targetRelative))) {
            Files.copy(input, local, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Puts a finished file into the committer's directory. */
    void publish(Path local, String relative) throws IOException {
        if (scratch == null) {
            return;
        }
        checkJob();
        try (OutputStream output = workSystem.create(new org.apache.hadoop.fs.Path(work, relative), false)) {
            Files.copy(local, output);
        }
        Files.delete(local);
    }

    /** Deletes what is left on the local disk. */
    @Override
    public void close() throws IOException {
        if (scratch != null && Files.exists(scratch)) {
            org.apache.hadoop.fs.FileUtil.fullyDelete(scratch.toFile());
        }
    }
}

package io.battdat.spark.write;

import io.battdat.BattdatException;
import io.battdat.spark.files.ListedFile;
import io.battdat.spark.write.HadoopCommit.Committer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The driver's side of a write. New files appear through Hadoop's committer; files that are replaced wait hidden until
 * then, and take their places one by one, each in one step; files that are overwritten by nothing go last.
 */
final class ArchiveBatchWrite implements BatchWrite {
    private final WriteJob job;
    private final Target target;
    private final SortedMap<String, ListedFile> files;
    private final SortedMap<String, ListedFile> replaced;
    private final Broadcast<SerializableConfiguration> configuration;
    private final HadoopCommit commit;
    private Committer committer;
    /** Whether the committer may have marked the directory as complete. */
    private boolean committed;

    ArchiveBatchWrite(
            WriteJob job,
            Target target,
            SortedMap<String, ListedFile> files,
            SortedMap<String, ListedFile> replaced,
            Broadcast<SerializableConfiguration> configuration) {
        this.job = job;
        this.target = target;
        this.files = files;
        this.replaced = replaced;
        this.configuration = configuration;
        this.commit = HadoopCommit.of(job);
    }

    @Override
    public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
        try {
            committer = commit.forJob(target.configuration());
            committer.setupJob();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ArchiveWriterFactory(job, commit, configuration);
    }

    @Override
    public void commit(WriterCommitMessage[] messages) {
        List<WrittenFile> written = new ArrayList<>();
        for (WriterCommitMessage message : messages) {
            written.addAll(((WrittenFiles) message).files());
        }
        try {
            checkUnchanged(written);
            committed = true;
            committer.commitJob();
            swap(written);
            deleteReplaced(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody else may have written to the directory meanwhile: their files are not lost. */
    private void checkUnchanged(List<WrittenFile> written) throws IOException {
        Set<String> names = new HashSet<>();
        Map<String, ListedFile> now = target.files();
        for (WrittenFile file : written) {
            String name = file.relative();
            if (!names.add(name)) {
                throw new BattdatException(
                        target.path() + "/" + name + " was written by two tasks: two cells have the same"
                                + " file name. Give them names that differ");
            }
            ListedFile before = files.get(name);
            ListedFile after = now.get(name);
            boolean same = before == null
                    ? after == null
                    : after != null
                            && before.length() == after.length()
                            && before.modificationTimeMillis() == after.modificationTimeMillis();
            if (!same) {
                throw new BattdatException(target.path() + "/" + name
                        + " was changed by someone else during the write. Their file was kept, and nothing of this write"
                        + " was put in place. Write again");
            }
        }
    }

    private void swap(List<WrittenFile> written) throws IOException {
        for (WrittenFile file : written) {
            if (file.staged() != null) {
                FileSwap.replace(
                        target.fileSystem(),
                        new Path(target.path(), file.staged()),
                        new Path(target.path(), file.relative()),
                        target.configuration());
            }
        }
        deleteStaged();
    }

    private void deleteStaged() throws IOException {
        target.fileSystem().delete(new Path(target.path(), CellTables.STAGED + job.id()), true);
    }

    private void deleteReplaced(List<WrittenFile> written) throws IOException {
        Set<String> names = new HashSet<>();
        Set<String> directories = new HashSet<>();
        for (WrittenFile file : written) {
            names.add(file.relative());
            directories.add(file.directory());
        }
        for (String old : replaced.keySet()) {
            String directory = new WrittenFile(old, null).directory();
            boolean goes = !names.contains(old) && (!isDynamic() || directories.contains(directory));
            if (goes) {
                Path path = new Path(target.path(), old);
                target.fileSystem().delete(path, false);
                deleteEmptyDirectories(path.getParent());
            }
        }
    }

    /** Replacing only the directories that rows are written to needs directories. */
    private boolean isDynamic() {
        return job.conf().dynamicOverwrite() && !job.conf().partitionColumns().isEmpty();
    }

    private void deleteEmptyDirectories(Path directory) throws IOException {
        FileSystem fileSystem = target.fileSystem();
        for (Path empty = directory;
                !empty.equals(target.path()) && fileSystem.exists(empty) && fileSystem.listStatus(empty).length == 0;
                empty = empty.getParent()) {
            fileSystem.delete(empty, false);
        }
    }

    @Override
    public void abort(WriterCommitMessage[] messages) {
        try {
            try {
                if (committer != null) {
                    committer.abortJob();
                }
            } finally {
                deleteStaged();
            }
            if (committed) {
                target.fileSystem().delete(new Path(target.path(), FileOutputCommitter.SUCCEEDED_FILE_NAME), false);
            }
            target.deleteIfNew();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

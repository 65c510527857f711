package io.battdat.spark.write;

import io.battdat.spark.files.ListedFile;
import io.battdat.spark.write.HadoopCommit.Committer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    private final TargetFiles files;
    private final SortedMap<String, ListedFile> replaced;
    private final Broadcast<SerializableConfiguration> configuration;
    private final HadoopCommit commit;
    private Committer committer;
    private List<WrittenFile> written = List.of();
    private State state = State.WRITING;
    /** Whether there was one before the job. */
    private boolean hadMarker;

    /** How far the job is, and so what it takes to give up. */
    private enum State {
        /** The target is as it was. */
        WRITING,
        /** New files may have appeared. */
        COMMITTING,
        /** Old files may be gone. */
        REPLACING
    }

    ArchiveBatchWrite(
            WriteJob job,
            Target target,
            SortedMap<String, ListedFile> files,
            SortedMap<String, ListedFile> replaced,
            Broadcast<SerializableConfiguration> configuration) {
        this.job = job;
        this.target = target;
        this.files = new TargetFiles(job.id(), target, files);
        this.replaced = replaced;
        this.configuration = configuration;
        this.commit = HadoopCommit.of(job);
    }

    @Override
    public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
        try {
            hadMarker = target.fileSystem().exists(marker());
            committer = commit.forJob(target.configuration());
            committer.setupJob();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ArchiveWriterFactory(job, commit, configuration);
    }

    private Path marker() {
        return new Path(target.path(), FileOutputCommitter.SUCCEEDED_FILE_NAME);
    }

    @Override
    public void commit(WriterCommitMessage[] messages) {
        List<WrittenFile> all = new ArrayList<>();
        for (WriterCommitMessage message : messages) {
            all.addAll(((WrittenFiles) message).files());
        }
        written = all;
        try {
            EditedFiles edited = editOthers();
            List<WrittenFile> changed = new ArrayList<>(written);
            changed.addAll(edited.files());
            files.checkUnchanged(changed);
            state = State.COMMITTING;
            committer.commitJob();
            files.checkComplete(changed);
            state = State.REPLACING;
            List<WrittenFile> swapped = new ArrayList<>(written);
            swapped.addAll(edited.kept());
            files.swap(swapped);
            for (WrittenFile file : edited.emptied()) {
                files.delete(file.relative());
            }
            files.deleteReplaced(replaced.keySet(), written, isDynamic());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files that get no new rows may have old ones that give way. */
    private EditedFiles editOthers() throws IOException {
        Set<String> others = new TreeSet<>(job.removal().files());
        written.forEach(file -> others.remove(file.relative()));
        if (isDynamic()) {
            Set<String> directories =
                    written.stream().map(WrittenFile::directory).collect(Collectors.toSet());
            others.removeIf(file -> !directories.contains(new WrittenFile(file, null).directory()));
        }
        return new FileEdits(job.id(), job.target(), job.removal(), configuration).run(others);
    }

    /** Replacing only the directories that rows are written to needs directories. */
    private boolean isDynamic() {
        return job.conf().dynamicOverwrite() && !job.conf().partitionColumns().isEmpty();
    }

    @Override
    public void abort(WriterCommitMessage[] messages) {
        if (committer == null) {
            return;
        }
        try {
            try {
                committer.abortJob();
            } finally {
                restore();
            }
            target.deleteIfNew();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves the target as it was, as far as old files are still there. */
    private void restore() throws IOException {
        files.deleteStaged();
        if (state == State.COMMITTING) {
            files.deleteNew(written);
        }
        if (state == State.REPLACING || state == State.COMMITTING && !hadMarker) {
            target.fileSystem().delete(marker(), false);
        }
    }
}

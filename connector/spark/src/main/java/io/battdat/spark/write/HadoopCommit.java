package io.battdat.spark.write;

import java.io.IOException;
import java.io.Serializable;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;
import org.apache.hadoop.mapreduce.task.JobContextImpl;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;

/**
 * The Hadoop committer that the configuration names for a target, such as one of S3A's, for a job or a task of it.
 *
 * @param tracker names the job among all that write to the target
 * @param job the UUID by which committers know a Spark job
 * @param target the directory that is written to
 */
record HadoopCommit(String tracker, String job, String target) implements Serializable {
    /** Where S3A's committers look for the UUID of a Spark job (Spark, HadoopMapReduceCommitProtocol). */
    private static final String JOB_UUID = "spark.sql.sources.writeJobUUID";

    /**
     * By default S3A's staging committers put the UUID into the names of files. Those here are unique already, or those of
     * cells, whose files take each other's place.
     */
    private static final String S3A_UNIQUE_NAMES = "fs.s3a.committer.staging.unique-filenames";

    private static final String S3A_COMMITTERS = "org.apache.hadoop.fs.s3a.commit.";

    static HadoopCommit of(WriteJob job) {
        String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMddHHmmss"));
        long number = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        return new HadoopCommit(time + number, job.id(), job.target());
    }

    /** A committer, and what its methods are called with. */
    static final class Committer {
        private final PathOutputCommitter committer;
        private final TaskAttemptContext task;

        private Committer(PathOutputCommitter committer, TaskAttemptContext task) {
            this.committer = committer;
            this.task = task;
        }

        private JobContext job() {
            return new JobContextImpl(task.getConfiguration(), task.getJobID());
        }

        void setupJob() throws IOException {
            committer.setupJob(job());
        }

        void commitJob() throws IOException {
            committer.commitJob(job());
        }

        void abortJob() throws IOException {
            committer.abortJob(job(), JobStatus.State.FAILED);
        }

        void setupTask() throws IOException {
            committer.setupTask(task);
        }

        void commitTask() throws IOException {
            if (committer.needsTaskCommit(task)) {
                committer.commitTask(task);
            }
        }

        void abortTask() throws IOException {
            committer.abortTask(task);
        }

        /** Where a task writes; what it writes there is moved to the target when the job commits. */
        Path workPath() throws IOException {
            return committer.getWorkPath();
        }

        /** The directory that is there as long as the job goes on; empty of committers that have none below the target. */
        Optional<Path> jobDirectory() {
            return committer instanceof FileOutputCommitter files
                    ? Optional.of(new Path(files.getOutputPath(), FileOutputCommitter.PENDING_DIR_NAME))
                    : Optional.empty();
        }

        /**
         * Whether a file that is written appears in the place of an older one in one step, as objects of a store do. Other
         * committers delete the older one first.
         */
        boolean replacesAtomically() {
            return committer.getClass().getName().startsWith(S3A_COMMITTERS);
        }
    }

    /** For the driver. */
    Committer forJob(Configuration configuration) throws IOException {
        return committer(configuration, 0, 0);
    }

    /** For an attempt at writing a partition. */
    Committer forTask(Configuration configuration, int partition, long attempt) throws IOException {
        return committer(configuration, partition, (int) (attempt & Integer.MAX_VALUE));
    }

    /**
     * A number that no other job has. FileOutputCommitter publishes whatever it finds in {@code _temporary} below the number
     * of its job's attempt: also what a driver left there that was killed, if its number is the same.
     */
    private int applicationAttempt() {
        return 1 + (job.hashCode() & Integer.MAX_VALUE >> 1);
    }

    private Committer committer(Configuration configuration, int partition, int attempt) throws IOException {
        JobID jobId = new JobID(tracker, 0);
        TaskID taskId = new TaskID(jobId, TaskType.MAP, partition);
        TaskAttemptID attemptId = new TaskAttemptID(taskId, attempt);
        Configuration own = new Configuration(configuration);
        own.set(MRJobConfig.ID, jobId.toString());
        own.set(MRJobConfig.TASK_ID, taskId.toString());
        own.set(MRJobConfig.TASK_ATTEMPT_ID, attemptId.toString());
        own.setInt(MRJobConfig.APPLICATION_ATTEMPT_ID, applicationAttempt());
        own.setBoolean(MRJobConfig.TASK_ISMAP, true);
        own.setInt(MRJobConfig.TASK_PARTITION, partition);
        own.set(JOB_UUID, job);
        own.setBoolean(S3A_UNIQUE_NAMES, false);
        TaskAttemptContext context = new TaskAttemptContextImpl(own, attemptId);
        return new Committer(PathOutputCommitterFactory.createCommitter(new Path(target), context), context);
    }
}

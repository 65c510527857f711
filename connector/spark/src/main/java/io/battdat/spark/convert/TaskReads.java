package io.battdat.spark.convert;

import io.battdat.io.SeekableInput;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.status.api.v1.StageData;

/**
 * What tasks have read, by the metrics of Spark's tasks: executors send them with their heartbeats, so that the driver sees
 * how far files are that are not finished, and Spark's web pages show it.
 *
 * @param rows that went to a target
 * @param bytes of sources
 */
record TaskReads(long rows, long bytes) {
    static final TaskReads NONE = new TaskReads(0, 0);

    /** What all tasks of a job have read, for the driver. */
    static TaskReads of(JavaFutureAction<Void> job, JavaSparkContext context) {
        TaskReads reads = NONE;
        for (int jobId : job.jobIds()) {
            var info = context.statusTracker().getJobInfo(jobId);
            if (info == null) {
                continue; // Spark has not told its status store yet
            }
            for (int stageId : info.stageIds()) {
                SparkStageInfo stage = context.statusTracker().getStageInfo(stageId);
                if (stage != null) {
                    StageData data = context.sc().statusStore().lastStageAttempt(stageId);
                    reads = new TaskReads(reads.rows + data.inputRecords(), reads.bytes + data.inputBytes());
                }
            }
        }
        return reads;
    }

    /** Counts rows of the task that this thread runs, if it runs one. */
    static void addRows(long rows) {
        TaskContext task = TaskContext.get();
        if (task != null) {
            task.taskMetrics().inputMetrics().incRecordsRead(rows);
        }
    }

    private static void addBytes(TaskContext task, long bytes) {
        if (task != null && bytes > 0) {
            task.taskMetrics().inputMetrics().incBytesRead(bytes);
        }
    }

    /** The input of a file whose bytes are counted. */
    static SeekableInput counted(SeekableInput input) {
        return new CountedInput(input, TaskContext.get());
    }

    /** A stream whose bytes are counted. */
    static InputStream counted(InputStream stream) {
        TaskContext task = TaskContext.get();
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                addBytes(task, value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                addBytes(task, count);
                return count;
            }
        };
    }

    private record CountedInput(SeekableInput input, TaskContext task) implements SeekableInput {
        @Override
        public String location() {
            return input.location();
        }

        @Override
        public long length() {
            return input.length();
        }

        @Override
        public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
            input.readFully(position, buffer, offset, length);
            addBytes(task, length);
        }

        @Override
        public void close() throws IOException {
            input.close();
        }
    }
}

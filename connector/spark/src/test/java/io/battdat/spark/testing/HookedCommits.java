package io.battdat.spark.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;
import org.apache.spark.TaskContext;

/** Hadoop's own committer, at whose steps something else happens: a task fails, say, or its process is killed. */
public final class HookedCommits extends PathOutputCommitterFactory {
    private static final String HOOK = "battdat.test.hook";
    private static final String MARKERS = "battdat.test.markers";

    /** What happens. Has a constructor without parameters. */
    public interface Hook {
        /** @param markers a directory for {@link Marker}s */
        default void beforeTaskCommit(TaskContext task, Path markers) throws IOException {}

        default void afterTaskCommit(TaskContext task, Path markers) throws IOException {}

        default void afterTaskAbort(TaskContext task, Path markers) throws IOException {}

        default void afterJobCommit(Path markers) throws IOException {}
    }

    /** Options of a write. */
    public static Map<String, String> options(Class<? extends Hook> hook, Path markers) {
        Map<String, String> options = new HashMap<>();
        options.put(COMMITTER_FACTORY_CLASS, HookedCommits.class.getName());
        options.put(HOOK, hook.getName());
        options.put(MARKERS, markers.toString());
        return options;
    }

    @Override
    public PathOutputCommitter createOutputCommitter(org.apache.hadoop.fs.Path output, TaskAttemptContext context)
            throws IOException {
        Hook hook;
        try {
            hook = context.getConfiguration()
                    .getClass(HOOK, null, Hook.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        Path markers = Path.of(context.getConfiguration().get(MARKERS));
        return new FileOutputCommitter(output, context) {
            @Override
            public void commitTask(TaskAttemptContext task) throws IOException {
                hook.beforeTaskCommit(TaskContext.get(), markers);
                super.commitTask(task);
                hook.afterTaskCommit(TaskContext.get(), markers);
            }

            @Override
            public void abortTask(TaskAttemptContext task) throws IOException {
                super.abortTask(task);
                hook.afterTaskAbort(TaskContext.get(), markers);
            }

            @Override
            public void commitJob(JobContext job) throws IOException {
                super.commitJob(job);
                hook.afterJobCommit(markers);
            }
        };
    }
}

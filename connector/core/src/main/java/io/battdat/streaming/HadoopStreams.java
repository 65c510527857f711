package io.battdat.streaming;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * {@link BattdatStreams} for files behind a Hadoop file system, such as {@code hdfs:} or {@code s3a:}. A class of its
 * own, since the compiler wants Hadoop for any call that could mean a method with its types, and plain Java has none.
 */
public final class HadoopStreams {
    private HadoopStreams() {}

    /** As {@link BattdatStreams#records(java.nio.file.Path)}. */
    public static RecordStream records(Path path, Configuration configuration) {
        return new RecordStream(FileSource.of(path, configuration));
    }

    /** As {@link BattdatStreams#cycles(java.nio.file.Path)}. */
    public static CycleStream cycles(Path path, Configuration configuration) {
        return new CycleStream(FileSource.of(path, configuration));
    }
}

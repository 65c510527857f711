package io.battdat.spark.write;

import io.battdat.hdf5.write.NativeHdf5;
import io.battdat.spark.write.HadoopCommit.Committer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.util.SerializableConfiguration;

/** Makes the writers of tasks, on the executors. */
record ArchiveWriterFactory(WriteJob job, HadoopCommit commit, Broadcast<SerializableConfiguration> configuration)
        implements DataWriterFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public DataWriter<InternalRow> createWriter(int partition, long attempt) {
        NativeHdf5.require();
        Configuration hadoop = configuration.value().value();
        try {
            Committer committer = commit.forTask(hadoop, partition, attempt);
            committer.setupTask();
            TaskStorage storage = TaskStorage.open(job, committer, hadoop);
            try {
                return new ArchiveWriter(job, committer, storage, partition);
            } catch (RuntimeException | Error e) {
                storage.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

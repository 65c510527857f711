package io.battdat.spark.testing;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** HDFS; {@link StorageLog} tells what was read of it. */
public final class CountedHdfs extends DistributedFileSystem {
    @Override
    public FSDataInputStream open(Path path, int bufferBytes) throws IOException {
        return new FSDataInputStream(new CountedStream(super.open(path, bufferBytes), path.getName()));
    }
}

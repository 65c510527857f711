package io.battdat.spark.convert;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A vendor's file on a Hadoop file system. */
record HadoopVendorFile(SourceFile file, Configuration configuration) implements io.battdat.convert.SourceFile {
    private Path path() {
        return new Path(file.path());
    }

    @Override
    public String name() {
        return path().getName();
    }

    @Override
    public String location() {
        return file.path();
    }

    @Override
    public String directory() {
        return path().getParent().toString();
    }

    @Override
    public long length() {
        return file.bytes();
    }

    @Override
    public InputStream open() throws IOException {
        return TaskReads.counted(path().getFileSystem(configuration).open(path()));
    }
}

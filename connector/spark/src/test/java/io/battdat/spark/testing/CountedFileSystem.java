package io.battdat.spark.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local files under a scheme of their own; {@link StorageLog} tells what was read of them. */
public final class CountedFileSystem extends RawLocalFileSystem {
    public static final String SCHEME = "counted";

    /** The URI of a local file or directory. */
    public static String uri(Path path) {
        return SCHEME + "://" + path.toAbsolutePath();
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    protected void checkPath(org.apache.hadoop.fs.Path path) {
        // every path is a local one
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path, int bufferBytes) throws IOException {
        return new FSDataInputStream(new CountedStream(super.open(path, bufferBytes), path.getName()));
    }
}

package io.battdat.spark.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.util.functional.RemoteIterators;

/** Local files under another scheme, which counts calls and misbehaves for directories of certain names. */
public final class CountingFileSystem extends RawLocalFileSystem {
    static final String SCHEME = "counting";
    static final AtomicInteger DIRECTORY_LISTINGS = new AtomicInteger();
    static final AtomicInteger TREE_LISTINGS = new AtomicInteger();
    static final Set<String> THREADS = Collections.newSetFromMap(new ConcurrentHashMap<>());
    /** A directory named "slow" is not listed before this is counted down. */
    static volatile CountDownLatch slow = new CountDownLatch(0);

    static volatile CountDownLatch slowEntered = new CountDownLatch(1);

    static Configuration configuration() {
        Configuration configuration = new Configuration(false);
        configuration.set("fs." + SCHEME + ".impl", CountingFileSystem.class.getName());
        configuration.setBoolean("fs." + SCHEME + ".impl.disable.cache", true);
        DIRECTORY_LISTINGS.set(0);
        TREE_LISTINGS.set(0);
        THREADS.clear();
        return configuration;
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
    protected void checkPath(Path path) {
        // Every path is ours.
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        DIRECTORY_LISTINGS.incrementAndGet();
        THREADS.add(Thread.currentThread().getName());
        switch (path.getName()) {
            case "vanished" -> throw new FileNotFoundException("gone: " + path);
            case "forbidden" -> throw new IOException("permission denied: " + path);
            case "slow" -> awaitSlow();
            default -> {}
        }
        return super.listStatus(path);
    }

    @Override
    public RemoteIterator<LocatedFileStatus> listFiles(Path path, boolean recursive) throws IOException {
        TREE_LISTINGS.incrementAndGet();
        List<LocatedFileStatus> files = new ArrayList<>();
        collect(path, files);
        return RemoteIterators.remoteIteratorFromIterable(files);
    }

    private void collect(Path path, List<LocatedFileStatus> files) throws IOException {
        for (FileStatus status : super.listStatus(path)) {
            if (status.isDirectory()) {
                collect(status.getPath(), files);
            } else {
                // Without owner and permissions, which a local file system reads from a file: URI only.
                FileStatus plain = new FileStatus(
                        status.getLen(),
                        false,
                        1,
                        status.getBlockSize(),
                        status.getModificationTime(),
                        status.getPath());
                files.add(new LocatedFileStatus(plain, new BlockLocation[0]));
            }
        }
    }

    private static void awaitSlow() throws IOException {
        try {
            slowEntered.countDown();
            slow.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}

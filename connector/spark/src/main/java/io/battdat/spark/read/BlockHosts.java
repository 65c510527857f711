package io.battdat.spark.read;

import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Which hosts store the bytes of a file, on a file system that knows (HDFS): tasks are best run there. */
final class BlockHosts {
    /** As many as Spark's own file sources name. */
    private static final int MAX_HOSTS = 3;

    /** What file systems without locations answer. */
    private static final String NO_HOST = "localhost";

    private final List<BlockLocation> blocks;

    private BlockHosts(List<BlockLocation> blocks) {
        this.blocks = blocks;
    }

    static BlockHosts of(ListedFile file, Configuration configuration) throws IOException {
        Path path = new Path(file.path());
        FileSystem fileSystem = path.getFileSystem(configuration);
        BlockLocation[] blocks = fileSystem.getFileBlockLocations(path, 0, file.length());
        return new BlockHosts(blocks == null ? List.of() : Arrays.asList(blocks));
    }

    /** The hosts with most of the bytes from {@code start} up to {@code end}, the best first. */
    List<String> storing(long start, long end) throws IOException {
        Map<String, Long> bytesByHost = new HashMap<>();
        for (BlockLocation block : blocks) {
            long bytes = Math.min(end, block.getOffset() + block.getLength()) - Math.max(start, block.getOffset());
            if (bytes > 0) {
                for (String host : block.getHosts()) {
                    bytesByHost.merge(host, bytes, Long::sum);
                }
            }
        }
        bytesByHost.remove(NO_HOST);
        return bytesByHost.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_HOSTS)
                .map(Map.Entry::getKey)
                .toList();
    }
}

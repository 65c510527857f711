package io.battdat.spark.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/**
 * HDFS on loopback, until standard input ends.
 *
 * <p>Usage: {@code HdfsServer <data directory> <file for the URI>}
 */
public final class HdfsServer {
    /** The name by which the one data node is known. */
    public static final String HOST = "node-one";

    private HdfsServer() {}

    /** HDFS in a JVM of its own, until that is closed. */
    public record Running(ChildJvm jvm, String uri) implements AutoCloseable {
        @Override
        public void close() {
            jvm.close();
        }
    }

    /** @param directory for its data */
    public static Running start(Path directory) throws IOException {
        Path address = directory.resolve("address");
        ChildJvm jvm = ChildJvm.start(
                HdfsServer.class,
                directory,
                List.of("-Xmx512m"),
                Map.of(),
                directory.resolve("data").toString(),
                address.toString());
        try {
            jvm.awaitFile(address);
        } catch (IllegalStateException e) {
            jvm.close();
            throw e;
        }
        return new Running(jvm, Files.readString(address));
    }

    public static void main(String[] arguments) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set("hadoop.tmp.dir", arguments[0]);
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, arguments[0]);
        configuration.setBoolean("dfs.permissions.enabled", false);
        MiniDFSCluster cluster = new MiniDFSCluster.Builder(configuration)
                .numDataNodes(1)
                .hosts(new String[] {HOST})
                .build();
        try {
            cluster.waitActive();
            Path unfinished = Path.of(arguments[1] + ".tmp");
            Files.writeString(unfinished, "hdfs://127.0.0.1:" + cluster.getNameNodePort());
            Files.move(unfinished, Path.of(arguments[1]), StandardCopyOption.ATOMIC_MOVE);
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } finally {
            cluster.shutdown();
        }
    }
}

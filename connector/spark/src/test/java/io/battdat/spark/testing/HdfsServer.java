package io.battdat.spark.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

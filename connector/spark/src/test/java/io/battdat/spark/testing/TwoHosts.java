package io.battdat.spark.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import scala.Option;
import scala.util.Properties;

/**
 * A standalone cluster with one worker each on two hosts, as far as Spark knows, which starts no second copy of a task on
 * the same host. Both are names of this machine. Executors are processes of their own.
 */
public final class TwoHosts {
    private static final String[] HOSTS = {"127.0.0.1", "localhost"};
    private static final int MEMORY_MEGABYTES = 512;

    private TwoHosts() {}

    /** What a JVM that starts a cluster needs to find in its environment. */
    public static Map<String, String> environment(Path directory) throws IOException {
        // a worker looks for Spark's jars where SPARK_HOME says; the executors' class path has them already
        Path home = directory.resolve("spark-home");
        Files.createDirectories(home.resolve("jars"));
        return Map.of(
                "SPARK_HOME",
                home.toString(),
                "SPARK_SCALA_VERSION",
                Properties.versionNumberString().replaceAll("^(\\d+\\.\\d+).*", "$1"));
    }

    /**
     * Starts the cluster, which ends with this JVM.
     *
     * @return its URL
     */
    static String start(Path directory) {
        SparkConf conf = new SparkConf();
        Object port = Master.startRpcEnvAndEndpoint(HOSTS[0], 0, 0, conf)
                ._1()
                .address()
                .port();
        String url = "spark://" + HOSTS[0] + ":" + port;
        for (String host : HOSTS) {
            Worker.startRpcEnvAndEndpoint(
                    host,
                    0,
                    0,
                    1,
                    MEMORY_MEGABYTES,
                    new String[] {url},
                    directory.resolve("work-" + host).toString(),
                    Option.empty(),
                    conf,
                    Option.empty());
        }
        return url;
    }
}

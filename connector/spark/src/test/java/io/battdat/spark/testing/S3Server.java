package io.battdat.spark.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3 server on loopback, s3proxy in a process of its own, which keeps objects in memory. The build puts its jar into
 * {@code target/servers}.
 */
public final class S3Server implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;
    private static final Path JAR =
            Path.of(System.getProperty("battdat.repository"), "connector/spark/target/servers/s3proxy.jar");

    private final Process process;
    private final Path directory;
    private final int port;

    private S3Server(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts a server with one bucket.
     *
     * @param directory for its settings, and for what it prints, in {@code output.txt}
     */
    public static S3Server start(Path directory, String bucket) throws IOException, InterruptedException {
        int port = freePort();
        Path settings = directory.resolve("s3proxy.conf");
        Files.write(
                settings,
                List.of(
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=access",
                        "s3proxy.credential=secret",
                        "jclouds.provider=transient",
                        "jclouds.identity=unused",
                        "jclouds.credential=unused"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-Xmx256m", "-jar", JAR.toString(), "--properties", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile())
                .start();
        S3Server server = new S3Server(process, directory, port);
        server.awaitStart();
        server.create(bucket);
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers()) {
            if (System.nanoTime() > deadline || process.waitFor(200, TimeUnit.MILLISECONDS)) {
                close();
                throw new IllegalStateException(
                        "the S3 server does not start:\n" + Files.readString(directory.resolve("output.txt")));
            }
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void create(String bucket) {
        try (S3Client client = S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret")))
                .build()) {
            client.createBucket(request -> request.bucket(bucket));
        }
    }

    /** Hadoop settings by which {@code s3a} paths lead to it. */
    public Map<String, String> settings() {
        return Map.of(
                "fs.s3a.endpoint", "http://127.0.0.1:" + port,
                "fs.s3a.endpoint.region", "us-east-1",
                "fs.s3a.path.style.access", "true",
                "fs.s3a.access.key", "access",
                "fs.s3a.secret.key", "secret",
                "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
                "fs.s3a.buffer.dir", directory.toString(),
                "fs.s3a.attempts.maximum", "2",
                "fs.s3a.retry.limit", "2");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

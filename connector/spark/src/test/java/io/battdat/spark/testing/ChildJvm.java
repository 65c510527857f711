package io.battdat.spark.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a JVM of its own, with the class path and the openings of this one. */
public final class ChildJvm implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 240;

    private final Process process;
    private final Path output;

    private ChildJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a JVM.
     *
     * @param directory for what it prints, in {@code output.txt}, and as its working directory
     * @param options of the JVM, such as {@code -Xmx512m}
     */
    public static ChildJvm start(
            Class<?> main, Path directory, List<String> options, Map<String, String> environment, String... arguments) {
        return startBy(List.of(), main, directory, options, environment, arguments);
    }

    /** As {@link #start}, by a command that runs the one that is given to it. */
    public static ChildJvm startBy(
            List<String> starter,
            Class<?> main,
            Path directory,
            List<String> options,
            Map<String, String> environment,
            String... arguments) {
        Path output = directory.resolve("output.txt");
        List<String> command = new ArrayList<>(starter);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(openings());
        command.add("-Djava.io.tmpdir=" + directory);
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().putAll(environment);
        try {
            return new ChildJvm(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The options by which Spark may reach into the JDK. */
    static List<String> openings() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens")
                        || option.startsWith("-XX:+IgnoreUnrecognized")
                        || option.startsWith("-Djdk.")
                        || option.startsWith("-Dio.netty"))
                .toList();
    }

    /** Waits for the end, and fails with what was printed if it is a bad one. */
    public void awaitSuccess() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the JVM does not end:\n" + printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a JVM runs", e);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("the JVM ended with " + process.exitValue() + ":\n" + printed());
        }
    }

    /** Waits for a file that the JVM makes in its directory, and fails with what was printed if it does not. */
    public void awaitFile(Path file) {
        try {
            Marker.await(file, process.onExit());
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "; the JVM printed:\n" + printed(), e);
        }
    }

    public Process process() {
        return process;
    }

    /** What the JVM printed so far. */
    public String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}

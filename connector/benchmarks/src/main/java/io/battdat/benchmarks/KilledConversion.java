package io.battdat.benchmarks;

import io.battdat.spark.convert.BattdatConvert;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Many small files converted by {@code battdat-convert} in a JVM that is killed when half of them are done, and the rest by
 * {@code --resume} in another; then all of them by one that is left alone. The files must be the same, byte by byte.
 */
public final class KilledConversion {
    private static final Map<String, String> DEFAULTS =
            Map.of("files", "10000", "file-rows", "2000", "cores", "2", "heap", "1g", "directory", "");
    private static final long POLL_MILLIS = 100;
    private static final double NANOS = 1e9;

    private final Arguments arguments;
    private final Path source;
    private final Path target;

    private KilledConversion(Arguments arguments, Path source, Path target) {
        this.arguments = arguments;
        this.source = source;
        this.target = target;
    }

    public static void main(String[] commandLine) throws IOException, InterruptedException {
        Arguments arguments = new Arguments(commandLine, DEFAULTS);
        int files = arguments.integer("files");
        try (WorkDirectory directory = new WorkDirectory(arguments.text("directory"))) {
            Path source = SmallFiles.in(directory, files, arguments.number("file-rows"));
            Path interrupted = directory.path().resolve("interrupted");
            Path whole = directory.path().resolve("whole");
            KilledConversion killed = new KilledConversion(arguments, source, interrupted);
            double first = killed.kill(files / 2);
            int done = converted(interrupted).size();
            double second = killed.run("--resume");
            double alone = new KilledConversion(arguments, source, whole).run();
            check(interrupted, whole, files);
            System.out.printf(
                    "%n%,d files: killed after %.1f s with %,d done, resumed in %.1f s; left alone %.1f s; JVMs and Spark's"
                            + " start included. All files are the same.%n",
                    files, first, done, second, alone);
            System.out.printf(
                    "{\"benchmark\": \"killed-conversion\", \"files\": %d, \"killed\": %.3f, \"done\": %d, \"resumed\": %.3f,"
                            + " \"alone\": %.3f}%n",
                    files, first, done, second, alone);
            WorkDirectory.delete(interrupted);
            WorkDirectory.delete(whole);
        }
    }

    private Process start(String... more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option ->
                        option.startsWith("--add-opens") || option.startsWith("-D") || option.startsWith("-XX"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx" + arguments.text("heap"),
                "-Dspark.master=local[" + arguments.text("cores") + "]",
                "-Dspark.ui.enabled=false",
                "-cp",
                System.getProperty("java.class.path"),
                BattdatConvert.class.getName(),
                "--from",
                source.toString(),
                "--to",
                target.toString(),
                "--progress",
                "lines"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).inheritIO().start();
    }

    /** Returns the seconds until the JVM was killed. */
    private double kill(int files) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = start();
        while (converted(target).size() < files) {
            if (!process.isAlive()) {
                throw new IllegalStateException("it ended before " + files + " files were done");
            }
            Thread.sleep(POLL_MILLIS);
        }
        process.destroyForcibly().waitFor();
        return (System.nanoTime() - start) / NANOS;
    }

    private double run(String... more) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int status = start(more).waitFor();
        if (status != 0) {
            throw new IllegalStateException("it ended with " + status);
        }
        return (System.nanoTime() - start) / NANOS;
    }

    private static List<Path> converted(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("cell-"))
                    .toList();
        }
    }

    private static void check(Path one, Path other, int files) throws IOException {
        List<Path> converted = converted(one);
        if (converted.size() != files) {
            throw new IllegalStateException(converted.size() + " files, not " + files);
        }
        for (Path file : converted) {
            if (Files.mismatch(file, other.resolve(file.getFileName())) >= 0) {
                throw new IllegalStateException(file + " differs from the one of a conversion that was left alone");
            }
        }
    }
}

package io.battdat.hdf5.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs Python with PyTables and h5py on a file. */
public final class Python {
    private static final String INTERPRETER = "/usr/bin/python3";

    private static final String PREAMBLE =
            """
            import json, sys, warnings
            import h5py, numpy as np, tables
            warnings.simplefilter('ignore', tables.NaturalNameWarning)
            path = sys.argv[1]
            """;

    private Python() {}

    /**
     * Where Python's libraries are missing the test is left out, but not in CI.
     *
     * @param programs that the test needs, too
     */
    public static void assumeAvailable(String... programs) throws IOException {
        String search = "import h5py, shutil, sys, tables\nassert all(map(shutil.which, sys.argv[1:]))";
        boolean available = Files.isExecutable(Path.of(INTERPRETER)) && tryRun(search, List.of(programs)).ok;
        String needed = "python3-tables, python3-h5py and hdf5-tools"
                + " (apt-get install python3-tables python3-h5py hdf5-tools)";
        if ("true".equals(System.getenv("CI"))) {
            assertThat(available).as("CI has " + needed).isTrue();
        }
        Assumptions.assumeTrue(available, "needs " + needed);
    }

    /**
     * Runs a script with the file's path in {@code path}, and json, np, tables and h5py imported.
     *
     * @return what it printed
     */
    public static String run(Path file, String script) throws IOException {
        Outcome outcome = tryRun(PREAMBLE + script, List.of(file.toString()));
        assertThat(outcome.ok).as(outcome.output).isTrue();
        return outcome.output.strip();
    }

    private record Outcome(boolean ok, String output) {}

    private static Outcome tryRun(String script, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(INTERPRETER, "-c", script));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return new Outcome(process.exitValue() == 0, output);
    }
}

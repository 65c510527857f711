package io.battdat.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Mutated files are answered by values or by a refusal that names the file: never by another exception, never after long
 * work, never by values that a checksum tells to be wrong, and in a small heap.
 *
 * <p>The system properties {@code battdat.fuzz.seed} and {@code battdat.fuzz.inputs} make it another run, or a long one
 * (Maven profile {@code fuzz}). Findings are kept under {@code target/fuzz}, each with what was done to which file.
 */
class FuzzTest {
    private static final long SEED = Long.getLong("battdat.fuzz.seed", 1);
    private static final long INPUTS = Long.getLong("battdat.fuzz.inputs", 4000);
    private static final String HEAP = "-Xmx128m";
    private static final Pattern REPORT = Pattern.compile("tried (\\d+) refused (\\d+) findings (\\d+)\\s*$");

    private long tried;
    private long refused;
    private long findings;

    @Test
    void everyInputIsAnsweredAsItShould() throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "fuzz").toAbsolutePath());
        while (tried < INPUTS) {
            run(folder);
        }
        System.out.printf(
                "fuzzing with seed %d: %d inputs, of which %d were refused, %d findings%n",
                SEED, tried, refused, findings);
        assertThat(findings).as("findings, which are in " + folder).isZero();
        // neither all nor none: else the inputs would not be worth much
        assertThat(refused).isBetween(INPUTS / 4, INPUTS * 19 / 20);
    }

    /** Runs a JVM until it is through, or an input hangs. */
    private void run(Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-Dbattdat.repository=" + System.getProperty("battdat.repository", "."),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Fuzzer.class.getName(),
                        Long.toString(SEED),
                        Long.toString(tried),
                        Long.toString(INPUTS),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            // each input has a watchdog; this is for the JVM itself
            assertThat(child.waitFor(1 + INPUTS / 10, TimeUnit.MINUTES)).isTrue();
        } finally {
            child.destroyForcibly();
        }
        String printed = Files.readString(output);
        System.out.print(printed);
        MatchResult report =
                REPORT.matcher(printed).results().findFirst().orElseThrow(() -> new AssertionError(printed));
        assertThat(child.exitValue()).isIn(0, Fuzzer.HANGS);
        tried += Long.parseLong(report.group(1));
        refused += Long.parseLong(report.group(2));
        findings += Long.parseLong(report.group(3));
    }
}

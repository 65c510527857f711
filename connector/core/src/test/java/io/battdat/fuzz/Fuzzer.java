package io.battdat.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Reads mutated files one after the other and keeps those that are not answered as they should: by values or by a refusal
 * that names the file, within {@link Watchdog#MOST_BUSY}, in the memory there is.
 */
final class Fuzzer {
    /** What a run ends with when an input takes too long; the next run goes on behind it. */
    static final int HANGS = 3;

    private static final int INPUTS_OF_A_SAMPLE = 40;
    private static final int FRAMES_OF_A_KIND = 4;

    private final long seed;
    private final Path findings;
    private final List<Path> files;
    private final Set<String> kinds = new HashSet<>();
    private long input;
    private Mutant mutant;
    private long refused;
    private long found;

    private Fuzzer(long seed, Path findings) throws IOException {
        this.seed = seed;
        this.findings = findings;
        this.files = Sample.files();
    }

    /**
     * The child: seed, the first input's number, the number behind the last one, the folder for findings. Prints a line at
     * the end: {@code tried}, {@code refused}, {@code findings}, each with a number.
     */
    public static void main(String[] arguments) throws IOException {
        Fuzzer fuzzer = new Fuzzer(Long.parseLong(arguments[0]), Path.of(arguments[3]));
        long first = Long.parseLong(arguments[1]);
        Watchdog watchdog = new Watchdog(Thread.currentThread(), where -> fuzzer.hang(first, where));
        watchdog.start();
        fuzzer.run(first, Long.parseLong(arguments[2]), watchdog);
        fuzzer.report(first, fuzzer.input);
    }

    private void run(long first, long end, Watchdog watchdog) throws IOException {
        Sample sample = null;
        Sample other = null;
        for (input = first; input < end; input++) {
            watchdog.restart();
            long group = input / INPUTS_OF_A_SAMPLE;
            if (sample == null || input % INPUTS_OF_A_SAMPLE == 0) {
                Random choice = new Random(seed + group * 0x5DEE_CE66DL);
                choice.nextInt();
                sample = Sample.of(files.get(choice.nextInt(files.size())));
                other = Sample.of(files.get(choice.nextInt(files.size())));
                watchdog.restart();
            }
            mutant = new Mutator(new Random(seed * 0x9E37_79B9L + input)).mutate(sample, other);
            tryOut();
        }
    }

    private void tryOut() {
        try {
            FileReading reading = FileReading.of(mutant.bytes());
            refused += reading.refusals().isEmpty() ? 0 : 1;
            Optional<String> wrong = mutant.silentlyWrong(reading);
            wrong.ifPresent(what -> keep(what, what));
        } catch (IOException | RuntimeException | Error e) {
            // whatever it is, it is a finding, and the next input may be another
            StackTraceElement[] trace = e.getStackTrace();
            keep(kind(e.getClass().getName(), trace), e + "\n" + lines(trace) + causes(e));
        }
    }

    private static String causes(Throwable e) {
        return e.getCause() == null
                ? ""
                : "caused by " + e.getCause() + "\n" + lines(e.getCause().getStackTrace());
    }

    private static String kind(String what, StackTraceElement[] trace) {
        return what + lines(Arrays.copyOf(trace, Math.min(trace.length, FRAMES_OF_A_KIND)));
    }

    private static String lines(StackTraceElement[] trace) {
        StringBuilder lines = new StringBuilder();
        Arrays.stream(trace)
                .limit(40)
                .forEach(frame -> lines.append("  at ").append(frame).append('\n'));
        return lines.toString();
    }

    /** Stores the first finding of a kind with its input. */
    private void keep(String kind, String what) {
        found++;
        if (!kinds.add(kind)) {
            return;
        }
        String text = "input " + input + " of seed " + seed + ", " + mutant.description() + "\n" + what + "\n";
        System.out.print(text);
        try {
            Files.write(findings.resolve("input-" + seed + "-" + input + ".h5"), mutant.bytes());
            Files.writeString(findings.resolve("input-" + seed + "-" + input + ".txt"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hang(long first, StackTraceElement[] where) {
        keep("hang", "busy for more than " + Watchdog.MOST_BUSY + "\n" + lines(where));
        report(first, input + 1);
        Runtime.getRuntime().halt(HANGS);
    }

    private void report(long first, long end) {
        List<String> numbers = new ArrayList<>(List.of("tried", Long.toString(end - first)));
        numbers.addAll(List.of("refused", Long.toString(refused), "findings", Long.toString(found)));
        System.out.println(String.join(" ", numbers));
        System.out.flush();
    }
}

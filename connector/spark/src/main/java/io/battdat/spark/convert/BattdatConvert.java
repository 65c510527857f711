package io.battdat.spark.convert;

import io.battdat.BattdatException;
import io.battdat.spark.SessionConfiguration;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The command line of {@link Conversion}, for {@code spark-submit}; without a master that is set, on this machine with all
 * of its cores. {@code --help} lists the options.
 */
public final class BattdatConvert {
    static final int CONVERTED = 0;
    static final int FAILED = 1;
    static final int WRONG_ARGUMENTS = 2;
    static final int SOME_QUARANTINED = 3;

    /** Reasons that are printed; the report has all. */
    private static final int PRINTED_REASONS = 10;

    private final PrintStream out;
    private final PrintStream messages;

    private BattdatConvert(PrintStream out, PrintStream messages) {
        this.out = out;
        this.messages = messages;
    }

    /** Converts, and ends the JVM with a status that says how that went. */
    public static void main(String[] arguments) {
        int status = run(System.out, System.err, arguments);
        if (status != CONVERTED) {
            System.exit(status);
        }
    }

    /**
     * Converts in this JVM, in the Spark session that there is, or in one of its own.
     *
     * @param out for the report of a dry run and the summary
     * @param messages for progress and errors
     * @return the status to end with
     */
    static int run(PrintStream out, PrintStream messages, String... arguments) {
        return new BattdatConvert(out, messages).run(arguments);
    }

    private int run(String... texts) {
        ConvertArguments arguments;
        Conversion conversion;
        ProgressDisplay display;
        try {
            arguments = ConvertArguments.parse(texts);
            if (arguments.has(ConvertOption.HELP)) {
                out.print(ConvertArguments.help());
                return CONVERTED;
            }
            conversion = arguments.conversion();
            display = display(arguments);
        } catch (BattdatException e) {
            messages.println("battdat-convert: " + e.getMessage());
            return WRONG_ARGUMENTS;
        }
        boolean ownSession = SparkSession.getDefaultSession().isEmpty();
        SparkSession session = session();
        if (display != null) {
            conversion.progress(display);
        }
        try {
            boolean dry = arguments.has(ConvertOption.DRY_RUN);
            ConversionResult result = dry ? conversion.plan(session) : conversion.run(session);
            if (display != null) {
                display.end();
            }
            if (arguments.has(ConvertOption.REPORT)) {
                writeReport(result, arguments.value(ConvertOption.REPORT).orElseThrow());
            }
            if (dry) {
                result.reports().forEach(report -> out.println(Ledger.json(report)));
            }
            summarize(result);
            return result.quarantined().isEmpty() ? CONVERTED : SOME_QUARANTINED;
        } catch (BattdatException | UncheckedIOException | IOException e) {
            if (display != null) {
                display.end();
            }
            messages.println("battdat-convert: " + e.getMessage());
            return FAILED;
        } finally {
            if (ownSession) {
                session.stop();
            }
        }
    }

    private static SparkSession session() {
        SparkSession.Builder builder = SparkSession.builder().appName("battdat-convert");
        if (System.getProperty("spark.log.level") == null) {
            // Spark's own messages would come between those about the conversion
            builder.config("spark.log.level", "WARN");
        }
        if (System.getProperty("spark.master") == null) {
            builder.config("spark.ui.enabled", "false")
                    .config("spark.executor.heartbeatInterval", "2s") // by which progress within a file comes
                    .master("local[*]");
        }
        return builder.getOrCreate();
    }

    private ProgressDisplay display(ConvertArguments arguments) {
        String how = arguments.value(ConvertOption.PROGRESS).orElse("auto");
        return switch (how) {
            case "bar" -> new ProgressDisplay(messages, true);
            case "lines" -> new ProgressDisplay(messages, false);
            case "none" -> null;
            case "auto" -> new ProgressDisplay(messages, isTerminal());
            default ->
                throw new BattdatException(
                        "--progress " + how + ": there is no such choice. Choose from auto, bar, lines, none");
        };
    }

    /** From JDK 22 on there is a console without a terminal, too, which knows that it has none. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static void writeReport(ConversionResult result, String path) throws IOException {
        Path place = new Path(path);
        new StateFiles(
                        place.getParent() == null ? new Path(".") : place.getParent(),
                        SessionConfiguration.of(new CaseInsensitiveStringMap(Map.of()), SQLConf.get()))
                .write(place.getName(), result.reports().stream().map(Ledger::json));
    }

    private void summarize(ConversionResult result) {
        int quarantined = result.quarantined().size();
        messages.printf(
                Locale.ROOT,
                "battdat-convert: %,d %s, %,d rows, in %.1f s%s%s%n",
                result.reports().size() - quarantined - result.skipped(),
                result.reportPath() == null ? "would be converted" : "converted",
                result.rows(),
                result.seconds(),
                result.skipped() > 0 ? String.format(Locale.ROOT, "; %,d were done before", result.skipped()) : "",
                quarantined > 0 ? String.format(Locale.ROOT, "; %,d quarantined:", quarantined) : "");
        result.quarantined().stream()
                .limit(PRINTED_REASONS)
                .forEach(report -> messages.println("  " + report.reason()));
        if (quarantined > PRINTED_REASONS) {
            messages.println("  …");
        }
        if (result.reportPath() != null) {
            messages.println("battdat-convert: the report is " + result.reportPath());
        }
    }
}

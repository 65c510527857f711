package io.battdat.spark.convert;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code java -jar battdat-spark-bundle.jar} runs: {@link BattdatConvert}. The jar has no Spark in it, so that where
 * none is on the class path, the {@code spark-submit} of {@code SPARK_HOME}, or else of the {@code PATH}, takes over.
 */
public final class Launcher {
    private static final String SPARK = "org.apache.spark.sql.SparkSession";

    private Launcher() {}

    /** Converts, and ends the JVM with a status that says how that went. */
    public static void main(String[] arguments) throws IOException, InterruptedException, URISyntaxException {
        if (isSparkThere()) {
            BattdatConvert.main(arguments);
            return;
        }
        List<String> command = command(System.getenv("SPARK_HOME"), arguments);
        try {
            System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
        } catch (IOException e) {
            System.err.println("battdat-convert: it runs on Spark, which was not found (" + e.getMessage()
                    + "). Set SPARK_HOME to where Spark is, put spark-submit on the PATH, or see the README for how to"
                    + " run it without an installed Spark");
            System.exit(BattdatConvert.FAILED);
        }
    }

    private static boolean isSparkThere() {
        try {
            Class.forName(SPARK, false, Launcher.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    static List<String> command(String sparkHome, String... arguments) throws URISyntaxException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        String submit = windows ? "spark-submit.cmd" : "spark-submit";
        Path jar = Path.of(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> command = new ArrayList<>();
        command.add(
                sparkHome == null || sparkHome.isEmpty()
                        ? submit
                        : Path.of(sparkHome, "bin", submit).toString());
        command.addAll(List.of("--master", "local[*]", "--class", "io.battdat.spark.convert.BattdatConvert"));
        command.add(jar.toString());
        command.addAll(List.of(arguments));
        return command;
    }
}

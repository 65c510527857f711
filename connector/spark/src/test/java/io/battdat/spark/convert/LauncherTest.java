package io.battdat.spark.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar} where no Spark is on the class path. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir
    private Path directory;

    @Test
    void sparkSubmitTakesOver() throws IOException, InterruptedException, URISyntaxException {
        Path submit = Files.createDirectories(directory.resolve("spark/bin")).resolve("spark-submit");
        Files.writeString(submit, "#!/bin/sh\nfor argument; do echo \"<$argument>\"; done\nexit 3\n");
        Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(launch(directory.resolve("spark").toString())).isEqualTo(BattdatConvert.SOME_QUARANTINED);
        assertThat(printed())
                .isEqualTo(String.join(
                        "\n",
                        "<--master>",
                        "<local[*]>",
                        "<--class>",
                        "<" + BattdatConvert.class.getName() + ">",
                        "<" + classes() + ">",
                        "<--from>",
                        "<two words>",
                        ""));
    }

    @Test
    void withoutAnySparkItSaysWhatToDo() throws IOException, InterruptedException, URISyntaxException {
        assertThat(launch(directory.resolve("nowhere").toString())).isEqualTo(BattdatConvert.FAILED);
        assertThat(printed()).contains("Set SPARK_HOME", "spark-submit");
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** Runs it in a JVM of its own that has nothing but this module's classes. */
    private int launch(String sparkHome) throws IOException, InterruptedException, URISyntaxException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes().toString(),
                        Launcher.class.getName(),
                        "--from",
                        "two words")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile());
        builder.environment().put("SPARK_HOME", sparkHome);
        return builder.start().waitFor();
    }

    private String printed() throws IOException {
        return Files.readString(directory.resolve("output.txt"), StandardCharsets.UTF_8);
    }
}

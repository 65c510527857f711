package io.battdat.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README's Java code is what {@link StreamCycles} runs. */
class ReadmeTest {
    private static final Path REPOSITORY = Path.of(System.getProperty("battdat.repository", ".."));

    private static List<String> trimmed(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void javaCodeOfTheReadmeIsTheExample() throws IOException {
        String readme = Files.readString(REPOSITORY.resolve("README.md"));
        String example =
                Files.readString(REPOSITORY.resolve("examples/src/main/java/io/battdat/examples/StreamCycles.java"));

        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);

        assertThat(block.find()).as("a block of Java in README.md").isTrue();
        assertThat(trimmed(example)).containsSequence(trimmed(block.group(1)));
    }

    @Test
    void theExampleReportsTheSampleArchive() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            StreamCycles.main(new String[] {
                REPOSITORY.resolve("src-test-resources/sample-archive").toString()
            });
        } finally {
            System.setOut(console);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "highest voltage: 4.200286865234375 V",
                        "cycle 0: 291 rows, from 2.7999114990234375 V",
                        "cell_2: 300 rows, 4.715049961090087 A-hr",
                        "cell-A1 has [cycle_stats, raw_data], voltage in V");
    }
}

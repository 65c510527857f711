package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of options in README.md is that of the code. */
class ReadOptionTableTest {
    private static final String BEGIN = "<!-- read options -->";
    private static final String END = "<!-- /read options -->";

    @Test
    void readmeListsTheOptions() throws IOException {
        String readme = Files.readString(Corpus.repository().resolve("README.md"));
        assertThat(readme).containsOnlyOnce(BEGIN).containsOnlyOnce(END);

        List<String> rows = readme.substring(readme.indexOf(BEGIN), readme.indexOf(END))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(ReadOption.values())
                        .map(option -> "| `" + option.key() + "` | " + option.defaultValue() + " | "
                                + option.description() + " |")
                        .toList());
    }
}

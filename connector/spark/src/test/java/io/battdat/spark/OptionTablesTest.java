package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.convert.ConvertOption;
import io.battdat.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables of options in README.md are those of the code. */
class OptionTablesTest {
    @Test
    void readmeListsTheReadOptions() throws IOException {
        assertThat(rowsOfReadme("read options")).containsExactlyElementsOf(rows(ReadOption.values()));
    }

    @Test
    void readmeListsTheWriteOptions() throws IOException {
        assertThat(rowsOfReadme("write options")).containsExactlyElementsOf(rows(WriteOption.values()));
    }

    @Test
    void readmeListsTheOptionsOfConversions() throws IOException {
        assertThat(rowsOfReadme("convert options")).containsExactlyElementsOf(rows(ConvertOption.values()));
    }

    private static List<String> rowsOfReadme(String section) throws IOException {
        String readme = Files.readString(Corpus.repository().resolve("README.md"));
        String begin = "<!-- " + section + " -->";
        String end = "<!-- /" + section + " -->";
        assertThat(readme).containsOnlyOnce(begin).containsOnlyOnce(end);
        return readme.substring(readme.indexOf(begin), readme.indexOf(end))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("| `"))
                .toList();
    }

    private static List<String> rows(SourceOption[] options) {
        return Arrays.stream(options)
                .map(option ->
                        "| `" + option.key() + "` | " + option.defaultValue() + " | " + option.description() + " |")
                .toList();
    }
}

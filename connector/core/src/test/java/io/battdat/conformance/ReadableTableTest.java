package io.battdat.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.testing.Corpus;
import io.battdat.testing.ExpectedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** README's table of what can be read is backed, row by row, by fixtures whose values are compared. */
class ReadableTableTest {
    private static final Pattern SECTION = Pattern.compile("<!-- readable -->(.*)<!-- /readable -->", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @Test
    void everyRowNamesFixturesThatAreRead() throws IOException {
        Set<String> read = ReadableTables.all().stream()
                .map(ExpectedTable::file)
                .map(file -> file.name().replaceAll("\\.h5$", ""))
                .collect(Collectors.toSet());
        for (String row : rows()) {
            String[] cells = row.split("\\|");
            List<String> patterns = NAME.matcher(cells[cells.length - 1])
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(patterns).as(row).isNotEmpty();
            for (String pattern : patterns) {
                assertThat(read).as(row).anyMatch(glob(pattern).asMatchPredicate());
            }
        }
    }

    private static List<String> rows() throws IOException {
        String readme = Files.readString(Corpus.repository().resolve("README.md"));
        MatchResult section = SECTION.matcher(readme).results().findFirst().orElseThrow();
        List<String> rows = section.group(1)
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(2)
                .toList();
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private static Pattern glob(String text) {
        return Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"));
    }
}

package io.battdat.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** The SQL of README's section on the catalog, word for word. */
class ReadmeSqlTest {
    private static final Path REPOSITORY =
            Path.of(System.getProperty("battdat.repository", "..")).toAbsolutePath();

    private final SparkSession spark = ExampleSpark.session().newSession();

    private static List<String> statements() throws IOException {
        String readme = Files.readString(REPOSITORY.resolve("README.md"));
        Matcher section = Pattern.compile("## Catalog and SQL\n.*?```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(readme);
        assertThat(section.find()).isTrue();
        String sql = section.group(1).replace("src-test-resources", REPOSITORY + "/src-test-resources");
        return Arrays.stream(sql.replaceAll("(?m)^--.*$", "").split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    @Test
    void answersTheQuestionsItAsks() throws IOException {
        List<String> statements = statements();
        assertThat(statements).hasSize(7);

        List<List<Row>> answers = statements.stream()
                .map(statement -> spark.sql(statement).collectAsList())
                .toList();

        assertThat(answers.get(2))
                .extracting(row -> row.getString(1))
                .contains("raw_data", "cycle_stats", "cells", "tables", "columns");
        assertThat(answers.get(3)).extracting(row -> row.getString(0)).contains("voltage", "cell");
        assertThat(answers.get(4)).singleElement().satisfies(cell -> {
            assertThat(cell.getString(0)).isEqualTo("cell-A4");
            assertThat(cell.getDouble(1)).isBetween(80.0, 90.0);
        });
        assertThat(answers.get(5)).extracting(row -> row.getString(0)).contains("cell-A1", "cell_3");
        assertThat(answers.get(6))
                .extracting(row -> row.getString(0))
                .containsOnly("cell-A1", "cell-A2", "cell-A3", "cell-A4");
    }
}

package io.battdat.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.battdat.spark.ReadOption;
import io.battdat.spark.WriteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks are whole, ran from top to bottom, and say what the connector understands. */
class NotebookTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("battdat.repository", ".."), "notebooks").toAbsolutePath();
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    @TempDir
    private Path directory;

    private SparkSession spark;

    @BeforeEach
    void session() {
        spark = ExampleSpark.session().newSession();
    }

    static List<Notebook> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> paths = files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
            assertThat(paths).hasSize(3);
            return paths.stream().map(NotebookTest::read).toList();
        }
    }

    private static Notebook read(Path path) {
        try {
            return Notebook.read(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void ranFromTopToBottomAndShowsPlots(Notebook notebook) {
        assertThat(notebook.json().path("nbformat").asInt()).isEqualTo(4);
        int count = 0;
        int plots = 0;
        for (JsonNode cell : notebook.codeCells()) {
            count++;
            assertThat(cell.path("execution_count").asInt())
                    .as(Notebook.source(cell))
                    .isEqualTo(count);
            for (JsonNode output : cell.get("outputs")) {
                assertThat(output.get("output_type").asText()).isNotEqualTo("error");
            }
            for (String image : Notebook.outputs(cell, "image/png")) {
                plots++;
                byte[] bytes = Base64.getMimeDecoder().decode(image);
                assertThat(bytes).startsWith(PNG).hasSizeGreaterThan(10_000);
                assertThat(Notebook.source(cell)).contains("set_xlabel(", "set_ylabel(", "legend(");
            }
        }
        assertThat(plots).isPositive();
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void readsQueriesAndWritesAreUnderstood(Notebook notebook) {
        String code = notebook.code();
        NotebookReplay replay = new NotebookReplay(spark, FOLDER, directory);

        replay.run(code);

        assertThat(replay.reads() + replay.writes()).isEqualTo(count(code, "format\\(\"battdat\"\\)"));
        assertThat(replay.queries()).isEqualTo(count(code, "spark\\.sql\\("));
        assertThat(replay.options()).isEqualTo(count(code, "\\.option\\("));
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void optionsAreThoseOfTheConnector(Notebook notebook) {
        Set<String> known = Stream.concat(
                        Arrays.stream(ReadOption.values()).map(ReadOption::key),
                        Arrays.stream(WriteOption.values()).map(WriteOption::key))
                .collect(Collectors.toSet());

        Pattern.compile("\\.option\\(\"(\\w+)\"")
                .matcher(notebook.code())
                .results()
                .forEach(option -> assertThat(known).contains(option.group(1)));
    }

    private static int count(String code, String pattern) {
        return (int) Pattern.compile(pattern).matcher(code).results().count();
    }

    @Test
    void theCopyOfTheThirdHoldsTheArchive() throws IOException {
        NotebookReplay replay = new NotebookReplay(spark, FOLDER, directory);

        replay.run(notebooks().get(2).code());

        assertThat(replay.writes()).isEqualTo(3);
        assertThat(replay.frame("again").count()).isEqualTo(replay.frame("raw").count());
        assertThat(replay.frame("written").count()).isEqualTo(111);
        assertThat(replay.frame("written")
                        .schema()
                        .apply("rest_voltage")
                        .dataType()
                        .simpleString())
                .isEqualTo("double");
    }
}

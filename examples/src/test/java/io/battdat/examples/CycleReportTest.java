package io.battdat.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report over the sample archive, against the statistics that the archive has itself. */
class CycleReportTest {
    private static final Path ARCHIVE = Path.of(
                    System.getProperty("battdat.repository", "."), "src-test-resources", "sample-archive")
            .toAbsolutePath();

    @TempDir
    private static Path directory;

    private static SparkSession spark;
    private static String printed;
    private static Map<String, String[]> report;

    /** A cycle of a cell. */
    private static String key(Object cell, Object cycle) {
        return cell + " " + cycle;
    }

    @BeforeAll
    static void run() throws Exception {
        spark = ExampleSpark.session();
        Path target = directory.resolve("report");
        printed = Printed.by(() -> CycleReport.run(spark, ARCHIVE.toString(), target.toString()));
        report = new TreeMap<>();
        try (Stream<Path> files = Files.list(target)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".csv")).toList()) {
                List<String> lines = Files.readAllLines(file);
                assertThat(lines.get(0)).isEqualTo("cell,cycle,duration_h,capacity_Ah,min_V,max_V");
                for (String line : lines.subList(1, lines.size())) {
                    String[] fields = line.split(",");
                    assertThat(report.put(key(fields[0], fields[1]), fields))
                            .as(line)
                            .isNull();
                }
            }
        }
    }

    @Test
    void everyCycleOfEveryCellHasALineWithItsStatistics() {
        List<Row> statistics = spark.read()
                .format("battdat")
                .option("table", "cycle_stats")
                .option("cellColumn", "cell")
                .load(ARCHIVE.toString())
                .select("cell", "cycle_number", "capacity_discharge", "V_minimum", "V_maximum", "cycle_duration")
                .collectAsList();

        assertThat(statistics).hasSizeGreaterThan(20);
        assertThat(report).hasSameSizeAs(statistics);
        for (Row expected : statistics) {
            String cycle = key(expected.get(0), expected.get(1));
            String[] line = report.get(cycle);
            assertThat(line).as(cycle).isNotNull();
            assertThat(Double.parseDouble(line[3])).as(cycle).isCloseTo(expected.getDouble(2), within(1e-3));
            assertThat(Double.parseDouble(line[4])).as(cycle).isCloseTo(expected.getDouble(3), within(1e-3));
            assertThat(Double.parseDouble(line[5])).as(cycle).isCloseTo(expected.getDouble(4), within(1e-3));
            // up to the last row of the cycle, not to the first of the next
            assertThat(Double.parseDouble(line[2])).as(cycle).isCloseTo(expected.getDouble(5) / 3600, within(0.01));
        }
    }

    @Test
    void reportIsPrintedWithUnitsAndItsPlace() {
        assertThat(printed)
                .contains("Columns of raw_data:")
                .containsPattern("voltage +double +Voltage between the terminals \\(V\\)")
                .contains("Cycles of every cell (" + report.size())
                .contains("written to " + directory.resolve("report"));
    }

    @Test
    void wrongArgumentsAreToldHowItIsUsed() {
        assertThatThrownBy(() -> CycleReport.main(new String[] {"archive"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("usage: CycleReport <archive directory>");
    }
}

package io.battdat.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** The examples that ask the sample archive something, against the tables themselves. */
class ArchiveExamplesTest {
    private static final String ARCHIVE = Path.of(
                    System.getProperty("battdat.repository", "."), "src-test-resources", "sample-archive")
            .toString();

    private final SparkSession spark = ExampleSpark.session().newSession();

    private List<Row> stats(String sql) {
        spark.read()
                .format("battdat")
                .option("table", "cycle_stats")
                .option("cellColumn", "cell")
                .load(ARCHIVE)
                .createOrReplaceTempView("stats");
        return spark.sql(sql).collectAsList();
    }

    @Test
    void everyCellHasALineOfItsFade() throws Exception {
        List<String> lines = Printed.by(() -> CapacityFade.run(spark, ARCHIVE))
                .lines()
                .skip(1)
                .toList();

        List<Row> cells = stats(
                """
                SELECT cell, count(*), min_by(capacity_discharge, cycle_number), max_by(capacity_discharge, cycle_number)
                FROM stats GROUP BY cell
                ORDER BY max_by(capacity_discharge, cycle_number) / min_by(capacity_discharge, cycle_number)
                """);
        assertThat(lines).hasSameSizeAs(cells);
        for (int i = 0; i < cells.size(); i++) {
            Row cell = cells.get(i);
            assertThat(lines.get(i).trim().split(" +"))
                    .startsWith(
                            cell.getString(0),
                            Long.toString(cell.getLong(1)),
                            String.format("%.3f", cell.getDouble(2)),
                            String.format("%.3f", cell.getDouble(3)),
                            String.format("%.1f", 100 * cell.getDouble(3) / cell.getDouble(2)));
            // all lose some, none has lost a fifth
            assertThat(Integer.parseInt(lines.get(i).trim().split(" +")[6])).isGreaterThan((int) cell.getLong(1));
        }
    }

    @Test
    void largeCellsAreAskedForTheirWarmestCycle() throws Exception {
        List<String> lines =
                Printed.by(() -> JoinTables.run(spark, ARCHIVE, 4.0)).lines().toList();

        assertThat(lines)
                .hasSize(3)
                .allMatch(line -> line.matches("cell_\\d: \\d\\d\\.\\d C in cycle \\d+, which lost .* W h"));
        for (String line : lines) {
            String cell = line.substring(0, line.indexOf(':'));
            String cycle = line.replaceAll(".* cycle (\\d+),.*", "$1");
            double lost = stats("SELECT energy_charge - energy_discharge FROM stats WHERE cell = '" + cell
                            + "' AND cycle_number = " + cycle)
                    .get(0)
                    .getDouble(0);
            assertThat(line).endsWith(String.format("lost %.2f W h", lost));
        }
    }
}
